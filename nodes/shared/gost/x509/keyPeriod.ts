import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { element } from '../asn1/derWriter';
import { GostError } from '../base/errors';
import { toResult } from '../base/result';
import type { Certificate } from './certificate';
import { extensionOf } from './extensions';

/** When the private key of a certificate may sign. Either end may be open. */
export interface KeyPeriod {
	readonly notBefore: Date | undefined;
	readonly notAfter: Date | undefined;
}

/** privateKeyUsagePeriod (X.509, section 9.2.2.4). Russian certification authorities set it, often to a shorter time. */
const PRIVATE_KEY_USAGE_PERIOD = '2.5.29.16';

const timeOf = (node: Asn1 | undefined): Date | undefined =>
	node && Asn1.parse(element(TAG.generalizedTime, node.content)).time();

/** Returns the period in which the private key may sign; undefined if the certificate states none or is unreadable. */
export function keyPeriod(certificate: Certificate): KeyPeriod | undefined {
	const read = toResult(() => {
		const reader = extensionOf(certificate, PRIVATE_KEY_USAGE_PERIOD)?.reader();
		return reader && { notBefore: timeOf(reader.optional(0x80)), notAfter: timeOf(reader.optional(0x81)) };
	});
	return read.ok ? read.value : undefined;
}

/** A certificate is valid, but the period of its private key is over or has not begun: code `expired` or `not-yet-valid`. */
export class KeyPeriodError extends GostError {}

/** Returns whether the private key may sign at a moment; undefined if the certificate states no period. */
export function keyDatesAt(
	certificate: Certificate,
	at: Date,
): 'ok' | 'expired' | 'not-yet-valid' | undefined {
	const period = keyPeriod(certificate);
	if (!period) return undefined;
	if (period.notAfter && at.getTime() > period.notAfter.getTime()) return 'expired';
	return period.notBefore && at.getTime() < period.notBefore.getTime() ? 'not-yet-valid' : 'ok';
}

/** Throws `KeyPeriodError` if the private key may not sign at the time. */
export function checkKeyPeriod(certificate: Certificate, at: Date): void {
	const dates = keyDatesAt(certificate, at);
	if (dates === undefined || dates === 'ok') return;
	const { notBefore, notAfter } = keyPeriod(certificate) ?? {};
	throw dates === 'expired'
		? new KeyPeriodError(
				'expired',
				t`The private key could be used for signing until ${notAfter?.toISOString() ?? ''}`,
			)
		: new KeyPeriodError(
				'not-yet-valid',
				t`The private key can be used for signing from ${notBefore?.toISOString() ?? ''}`,
			);
}
