import { compact, type JsonObject } from '../../core/values';
import { moscowLocal } from '../dates';
import { payerText } from './docflowStore';
import type { Family } from '../flows/family';
import { metaText, payerOf } from '../drafts/meta';
import type { Draft, Organization } from '../model';
import { formName, periodBegin, periodEnd, type ReportFile } from '../handbooks/reportFile';
import type { ExternState } from '../state';
import { createHash } from 'node:crypto';

const codes = [
	'ifns-code',
	'togs-code',
	'sfr-code',
	'upfr-code',
	'fss-code',
	'registration-ifns-code',
	'mvd-code',
];

/** The code of the authority a draft is addressed to. */
export function addressee(draft: Draft): string {
	return codes.map((name) => metaText(draft.meta.recipient, name)).find((code) => code !== '') ?? '';
}

function thumbprint(draft: Draft): string | undefined {
	const content = metaText(draft.meta.sender, 'certificate', 'content');
	if (content === '') return undefined;
	return createHash('sha1').update(Buffer.from(content, 'base64')).digest('hex').toUpperCase();
}

function formVersion(file: ReportFile, draft: Draft): JsonObject {
	const title = file.knd === '' ? undefined : formName(file.knd);
	return compact({
		knd: file.knd === '' ? undefined : file.knd,
		okud: metaText(draft.meta.recipient, 'togs-code') === '' ? undefined : file.okud,
		version: file.formatVersion === '' ? undefined : file.formatVersion,
		'form-fullname': title,
		'form-shortname': title,
	});
}

/** The taxes of a notice with their periods. */
function paymentPeriods({ payments = [] }: ReportFile): JsonObject[] | undefined {
	const taxes = [...new Set(payments.map(({ kbk }) => kbk))];
	if (taxes.length === 0) return undefined;
	return taxes.map((kbk) => ({
		kbk,
		periods: payments
			.filter((one) => one.kbk === kbk)
			.map(({ code, number, year }) => ({
				'period-code': code,
				'month-or-quarter-number': number,
				year: Number(year),
			})),
	}));
}

/** Members of the description in the order of the family's list; what a draft does not say is left out. */
export function sentDescription(
	extern: ExternState,
	family: Family,
	draft: Draft,
	organization: Organization,
	file: ReportFile,
): JsonObject {
	const { meta } = draft;
	const office = addressee(draft);
	const text = (part: JsonObject | undefined, name: string): string | undefined =>
		metaText(part ?? {}, name) || undefined;
	const sfrNumber = text(meta.payer, 'registration-number-sfr');
	const all: JsonObject = {
		'form-version': formVersion(file, draft),
		recipient: metaText(meta.recipient, 'mri-code') || office,
		'final-recipient': office,
		cu: office,
		'correction-number': Number(file.correction) || 0,
		'period-begin': file.period && periodBegin(file.period),
		'period-end': file.period && periodEnd(file.period),
		'period-code': file.period?.code,
		'payment-periods': paymentPeriods(file),
		'payer-inn': payerText({ ...organization, ...payerOf(meta) }),
		'sender-inn': metaText(meta.sender, 'inn'),
		subject: text(meta.additionalInfo, 'subject'),
		'form-type': text(meta.additionalInfo, 'pfr-letter-type'),
		'warrant-id': text(meta.additionalInfo, 'machine-readable-warrant-id'),
		'related-docflow-id': text(meta.relatedDocument, 'related-docflow-id')?.toLowerCase(),
		'related-document-id': text(meta.relatedDocument, 'related-document-id')?.toLowerCase(),
		okpo: text(meta.payer, 'okpo'),
		okud: file.okud,
		'registration-number':
			text(meta.payer, 'registration-number-fss') ?? text(meta.payer, 'registration-number-pfr') ?? sfrNumber,
		'registration-number-sfr': sfrNumber,
		'sender-certificate-thumbprint': thumbprint(draft),
		'request-id': family.fields.includes('request-id') ? extern.random.guid() : undefined,
		ogrn: text(meta.payer, 'ogrn'),
		'fss-id': family.fields.includes('fss-id') ? extern.random.guid() : undefined,
		'fss-stage-type': 'SosSave',
		'fss-stage-status': 'Success',
		'fss-stage-date': moscowLocal(extern.clock.now().getTime()),
	};
	return compact({
		...Object.fromEntries(family.fields.map((name) => [name, all[name]])),
		'original-draft-id': draft.id,
	});
}
