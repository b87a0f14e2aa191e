import type { IDataObject } from 'n8n-workflow';
import { runOperation, type OperationContext, type Output, type Params } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, reportFields } from '../../fields';
import { draftMeta } from '../../api/draft/draftMeta';
import { isSerious } from '../../api/draft/draftTasks';
import { listOf } from '../../api/parameters';
import { about } from '../../api/refusal';
import {
	deadlineWarnings,
	fieldNames,
	findPayerWarrant,
	nameAll,
	openSigning,
	type Parties,
	readReportFile,
	type ReportDocument,
	type ReportFile,
	reportRoutes,
	reportTitle,
	resolveParties,
	sendReport,
	shownFacts,
	type Signing,
} from '../../jobs/report';
import { simplifySent } from '../docflow/simplify';

type Context = OperationContext<Params<typeof reportFields> & { accountId: string }>;

async function readFiles(context: Context): Promise<ReportFile[]> {
	const { params } = context;
	const signatures = params.signatureFrom === 'binary' ? listOf(params.signatureBinaryPropertyName) : [];
	const details = params.fileDetails.files ?? [];
	const files: ReportFile[] = [];
	for (const name of fieldNames(context, params.binaryPropertyName, signatures)) {
		const given = details.find(({ binaryPropertyName }) => binaryPropertyName.trim() === name);
		files.push(await readReportFile(context, name, given, params.options.convertToWindows1251));
	}
	return files;
}

/** The field of the payer's number, which the files of the funds and of the statistics office name. */
const REGISTRATION_FIELDS: Partial<Record<Parties['recipientType'], string>> = {
	'fss-code': 'payerRegistrationNumberFss',
	'sfr-code': 'payerRegistrationNumberSfr',
	'togs-code': 'payerOkpo',
	'upfr-code': 'payerRegistrationNumberPfr',
};

async function metaOf(
	{ params, openKeyPair }: Context,
	parties: Parties,
	signing: Signing,
	warrantId: string | undefined,
) {
	const { sender, payer, recipientType, recipientCode, mriCode, isRepresentative } = parties;
	const registration = REGISTRATION_FIELDS[recipientType];
	return await draftMeta(
		{
			senderInn: sender.inn,
			senderKpp: sender.kpp ?? '',
			certificateFrom: 'text',
			senderCertificate: signing.certificate,
			senderIpAddress: params.senderIpAddress,
			recipientType,
			recipientCode,
			additionalFields: {
				...(registration ? { [registration]: parties.registrationNumber } : {}),
				...params.additionalFields,
				...(warrantId ? { machineReadableWarrantId: warrantId } : {}),
				payerInn: payer.inn,
				payerKpp: payer.kpp,
				mriCode,
				isRepresentative,
			},
		},
		openKeyPair,
	);
}

/** A file of the output: what it is, as Report: Recognize shows it, and what was sent. */
function shown({ documentId, file }: ReportDocument): IDataObject {
	const { field, fileName, contentType, type, size, sha256, facts } = file;
	const { periodCode, office: taxOffice } = facts;
	const what = { fileName, ...shownFacts(facts) };
	return { documentId, field, ...what, contentType, type, size, sha256, periodCode, taxOffice };
}

/** Sends a report, or with `dryRun` only checks it. */
export async function runReport(context: Context, dryRun: boolean): Promise<Output> {
	const { params, client, log, note } = context;
	const { options } = params;
	const files = await readFiles(context);
	const fileNames = files.map(({ fileName }) => fileName);
	const named = about(nameAll(fileNames), ...fileNames);
	const parties = resolveParties(files, params.additionalFields);
	const { sender, payer, recipientType, recipientCode, isRepresentative } = parties;
	for (const { fileName, facts } of files) {
		log(`${fileName}: ${reportTitle(facts)}`);
		for (const warning of deadlineWarnings(facts)) note(`${fileName}: ${warning}`);
	}
	log(
		`${nameAll(fileNames)}: payer ${payer.inn}, sender ${sender.inn}, to ${recipientType} ${recipientCode}`,
	);
	const signing = await openSigning(context, files).catch(named);
	const warrant = await findPayerWarrant(client, params.accountId, parties, files, params.additionalFields);
	if (warrant.note) note(warrant.note);
	const { draftId, documents, sent, findings, isLeft } = await sendReport(client, {
		accountId: params.accountId,
		files,
		parties,
		meta: await metaOf(context, parties, signing, warrant.id).catch(named),
		signing,
		again: options.sendAgainAs?.trim() ?? '',
		dryRun,
		force: options.force ?? false,
		seconds: options.timeout ?? 900,
		log,
	});
	const facts = {
		accountId: params.accountId,
		sender,
		payer,
		isRepresentative,
		recipient: { [recipientType]: recipientCode },
		files: documents.map(shown),
	};
	if (!sent) {
		const hasErrors = findings.some(isSerious);
		if (isLeft)
			note(
				t`The draft of the check could not be deleted. Nothing was sent. Delete it with Draft: Delete: ${draftId}`,
			);
		return { json: { ...facts, dryRun, hasErrors, errors: findings } as IDataObject };
	}
	const { docflow, alreadySent } = sent;
	const ids = { draftId, docflowId: docflow.id, alreadySent };
	return { json: { ...ids, ...facts, warnings: findings, ...docflow } as IDataObject };
}

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a report',
	description:
		'Send a report in one step: recognize its files, upload, sign, check, prepare and send them, and wait for the document flow. This cannot be undone. Nothing is sent if the files have errors. Safe to run again: it continues where it stopped and never sends twice.',
	fields: [accountId, ...reportFields],
	certificate: true,
	calls: () => reportRoutes,
	parallel: true,
	run: async (context) => await runReport(context, context.params.options.dryRun ?? false),
	simplify: simplifySent,
});
