import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { t } from '../language';
import { openKeyPair } from './certificate';
import { algorithmName, commonName, daysLeft, validity } from './certificateFacts';
import { SignInRefused } from './signIn';

/** What works without a certificate to sign with. */
const USABLE: Readonly<Record<string, string>> = {
	expired: t` Decrypt and Get Info still work with this one.`,
	ambiguous: t` Decrypt and Get Info work with all of them.`,
};

/** Runs the credential's test locally: the key opens and belongs to the certificate, which is valid now. */
export async function testCertificate(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const { certificate } = await openKeyPair(data ?? {});
		const days = daysLeft(certificate, new Date());
		return {
			status: 'OK',
			message: t`${commonName(certificate.subject)}, ${algorithmName(certificate)}, ${validity(certificate)} (${days} days left)`,
		};
	} catch (error) {
		if (!(error instanceof SignInRefused)) {
			return { status: 'Error', message: t`The key or the certificate could not be checked.` };
		}
		return { status: 'Error', message: `${error.message}${USABLE[String(error.extra?.code)] ?? ''}` };
	}
}
