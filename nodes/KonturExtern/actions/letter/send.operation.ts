import type { IDataObject } from 'n8n-workflow';
import { omit, runOperation, type OperationContext, type Output, type Params } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, letterFields } from '../../fields';
import { deterministicUuid } from '../../api/deterministicUuid';
import { draftMeta, relatedDocument } from '../../api/draft/draftMeta';
import { readObject } from '../../api/read';
import { accountShape } from '../../api/types';
import { sendBuilt, sendBuiltRoutes } from '../../jobs/builder';
import { sayHowToResume } from '../../jobs/draft';
import {
	letterDocuments,
	letterParties,
	letterText,
	readAttachments,
	type Attachment,
} from '../../jobs/letter';
import { simplifySent } from '../docflow/simplify';

type Context = OperationContext<Params<typeof letterFields> & { accountId: string }>;

const accountPath = '/v1/{accountId}';

const shown = ({ field, fileName, mimeType, size }: Attachment): IDataObject => ({
	field,
	fileName,
	mimeType,
	size,
});

/** The builder of a letter, in Kontur's format. */
async function metaOf(
	{ params, openKeyPair }: Context,
	{ region, ...parties }: ReturnType<typeof letterParties>,
): Promise<IDataObject> {
	const { senderInn, senderKpp, payerInn, payerKpp } = parties;
	const meta = await draftMeta(
		{
			...{ senderInn, senderKpp, certificateFrom: 'credential', senderCertificate: '' },
			senderIpAddress: params.senderIpAddress,
			...{ recipientType: 'ifns-code', recipientCode: params.recipientCode },
			// The builder names what the letter responds to.
			additionalFields: {
				...omit(params.additionalFields, 'relatedDocflowId', 'relatedDocumentId'),
				...{ payerInn, payerKpp },
			},
		},
		openKeyPair,
	);
	return {
		...meta,
		'builder-type': 'urn:drafts-builder:fns534-letter',
		'builder-data': {
			subject: params.letterSubject.trim(),
			'related-document': relatedDocument(params.additionalFields),
			address: { region },
		},
	};
}

async function run(context: Context): Promise<Output | Output[]> {
	const { params, client, openKeyPair, log } = context;
	const { additionalFields: more } = params;
	const attachments = await readAttachments(context, more.binaryPropertyNames);
	const text = letterText(params.letterText);
	// Opens the key before creating anything, so that a wrong password leaves nothing behind.
	const pair = more.dryRun ? undefined : await openKeyPair();
	const account = await readObject(client, accountPath, { accountId: params.accountId }, accountShape);
	const parties = letterParties(account, more);
	const facts = {
		accountId: params.accountId,
		subject: params.letterSubject.trim(),
		recipientCode: params.recipientCode.trim(),
		...parties,
		attachments: attachments.map(shown),
	};
	if (!pair) return { json: { dryRun: true, ...facts } };

	const seconds = more.timeout ?? 900;
	const until = Date.now() + seconds * 1000;
	const related = [more.relatedDocflowId, more.relatedDocumentId].map((id) => id?.trim().toLowerCase() ?? '');
	const draftsBuilderId = deterministicUuid(
		...['letter', params.accountId.toLowerCase(), parties, facts.recipientCode, facts.subject],
		...[text.toString('base64'), attachments.map(({ fileName, sha256 }) => [fileName, sha256])],
		...[related, more.sendAgainAs?.trim() ?? ''],
	);
	const sent = await sendBuilt(client, {
		ids: { accountId: params.accountId, draftsBuilderId },
		meta: await metaOf(context, parties),
		documents: letterDocuments(text, attachments),
		pair,
		instead: t`Send this letter with the Drafts Builder operations`,
		left: () => Math.max(0, (until - Date.now()) / 1000),
		log,
	}).catch(sayHowToResume(seconds));
	return sent.map(({ draftId, docflow, alreadySent }) => ({
		json: {
			...facts,
			draftsBuilderId,
			draftId,
			docflowId: docflow.id,
			alreadySent,
			...docflow,
		} as IDataObject,
	}));
}

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a letter to the tax office',
	description:
		'Send a letter to the tax office in one step: its text and attachments are signed with your certificate, checked, prepared and sent. This cannot be undone. Safe to run again: the same letter is never sent twice. A long text goes as a second document flow.',
	fields: [accountId, ...letterFields],
	certificate: true,
	calls: () => [...new Set([`GET ${accountPath}`, ...sendBuiltRoutes])],
	run,
	simplify: simplifySent,
});
