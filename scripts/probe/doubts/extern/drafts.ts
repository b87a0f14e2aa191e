import { signDetached } from '../../../../nodes/shared/gost';
import { asArray, asObject, at, isObject } from '../../../../test/emulator/core/values';
import type { Ask } from '../../ask';
import { keyPair } from '../../ask/session';
import { doubt, forPerson } from '../../doubt';
import { good, idAt, lab, listIn, textAt } from '../../lab/accounts';
import {
	addFile,
	addReport,
	checked,
	finish,
	makeDraft,
	metaOf,
	runTask,
	sign,
	start,
	taskOf,
	upload,
} from '../../lab/drafts';
import { signedXml } from '../../lab/signedXml';

const documentsIn = async (ask: Ask, draft: string) =>
	asArray(at((await ask.extern(`GET ${draft}`)).json, 'documents'));

/** Whether a draft with these fields is accepted. */
async function accepts(ask: Ask, more: Record<string, unknown>): Promise<boolean> {
	const account = await lab(ask);
	const json = await metaOf(ask, account, more);
	return (await ask.extern(`POST ${account.home}/drafts`, { json })).isGood;
}

async function withSender(ask: Ask, sender: Record<string, unknown>): Promise<Record<string, unknown>> {
	return { sender: { ...(await metaOf(ask, await lab(ask))).sender, ...sender } };
}

/** Every `level` in the result of a check. */
function levelsIn(json: unknown): string[] {
	if (Array.isArray(json)) return json.flatMap(levelsIn);
	if (!isObject(json)) return [];
	return Object.entries(json).flatMap(([name, value]) =>
		name === 'level' && typeof value === 'string' ? [value] : levelsIn(value),
	);
}

const OTHER_OFFICE = '0088';
/** How often a check is started to be seen while it runs. */
const TRIES = 10;

/** Whether a running check is in the list of tasks; undefined if every check ended too soon to tell. */
async function runningIsListed(ask: Ask): Promise<boolean | undefined> {
	const { path } = await makeDraft(ask);
	await addReport(ask, path);
	let wasSeenRunning = false;
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const started = good(ask, 'starting a check', await start(ask, path, 'check'));
		const id = taskOf(ask, started);
		const list = await ask.extern(`GET ${path}/tasks`);
		const after = await ask.extern(`GET ${path}/tasks/${id}`);
		if (JSON.stringify(list.json ?? '').includes(id)) return true;
		wasSeenRunning ||= textAt(after.json, 'task-state') === 'running';
		await finish(ask, path, started);
	}
	return wasSeenRunning ? false : undefined;
}

const SUBSCRIPTION = { type: 'fssSedoProviderSubscriptionForRegistrationNumber' };

/** A draft to the social fund with a document that the server built. */
async function builtDraft(ask: Ask) {
	const account = await lab(ask);
	const draft = await makeDraft(ask, {
		recipient: { 'fss-code': '00009' },
		payer: { inn: account.inn, organization: { kpp: account.kpp }, 'registration-number-fss': '7700000011' },
	});
	const json = { 'subscription-type': 'subscribe' };
	const answer = await ask.extern(`POST ${draft.path}/build-document`, { query: SUBSCRIPTION, json });
	const id = idAt(ask, good(ask, 'building a document', answer).json, 'id');
	return { draft, document: `${draft.path}/documents/${id}`, json };
}

/** A notification to the Interior Ministry needs a token of the portal of state services. */
async function signInAtPortal(ask: Ask): Promise<void> {
	const { home } = await lab(ask);
	const { json } = good(ask, 'the list of organizations', await ask.extern(`GET ${home}/organizations`));
	const uid = ask.madeUp().replaceAll('-', '');
	const signature = await signDetached(Buffer.from(uid), await keyPair(ask));
	await ask.extern(`POST ${home}/organizations/${idAt(ask, listIn(json)[0], 'id')}/gosuslugi-auth`, {
		json: { 'gosuslugi-uid': uid, 'base64-signature-content': Buffer.from(signature).toString('base64') },
	});
}

export const drafts = [
	doubt('X5', {
		question: 'Default of `deferred`',
		weDo: 'Always send `deferred=true`',
		where: 'N `KonturExtern/api/draft/draftTasks.ts`',
		effect: 'writes',
		readings: {
			refused: 'Without it the start is refused',
			deferred: 'Without it a task is returned',
			immediate: 'Without it the result is returned',
		},
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path);
			const answer = await ask.extern(`POST ${path}/check`);
			if (answer.status >= 400) return 'refused';
			return textAt(answer.json, 'task-state') ? 'deferred' : 'immediate';
		},
	}),
	doubt('X88', {
		question:
			"Is `deferred=false` still served? The documentation refuses it since May 2022; the Java SDK's tests, mended in March 2024, use it",
		weDo: 'Always send `deferred=true`',
		where: 'N `KonturExtern/api/draft/draftTasks.ts`; E `extern/tasks.ts`',
		effect: 'writes',
		readings: {
			refused: 'It is refused',
			served: 'The result is returned',
			ignored: 'A task is returned all the same',
		},
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path);
			const answer = await ask.extern(`POST ${path}/check`, { query: { deferred: false } });
			if (answer.status >= 400) return 'refused';
			return textAt(answer.json, 'task-state') ? 'ignored' : 'served';
		},
	}),
	doubt('X6', {
		question: 'Does the start of a check return 200 or 202?',
		weDo: 'Any 2xx',
		where: 'N `shared/transport/client.ts`',
		effect: 'writes',
		readings: { ok: '200', accepted: '202' },
		probe: async (ask) => (({ 200: 'ok', 202: 'accepted' }) as const)[(await checked(ask)).started.status],
	}),
	doubt('X9', {
		question: 'Does the task list show running tasks without `includeReleased`?',
		weDo: 'Yes; this is how a running send is found',
		where: 'N `KonturExtern/jobs/draft/sending.ts` `lookAtDraft`; E `extern/drafts/draftTasks.ts`',
		effect: 'writes',
		readings: { shown: 'Yes', hidden: 'No' },
		probe: async (ask) => {
			const isListed = await runningIsListed(ask);
			if (isListed === undefined) return ask.lack('every check ended before the list came');
			return isListed ? 'shown' : 'hidden';
		},
	}),
	doubt('X11', {
		question: 'Spelling of warnings in check results',
		weDo: '`level` that contains "warn", in any case, is not an error',
		where: 'N `KonturExtern/api/draft/draftTasks.ts` `isSerious`',
		effect: 'writes',
		readings: { capital: '`Warning`', small: '`warning`', other: 'Another word with "warn"' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path, { office: OTHER_OFFICE });
			const levels = levelsIn((await runTask(ask, path, 'check')).json);
			const level = levels.find((word) => /warn/i.test(word));
			if (level === undefined) return ask.lack('the check found nothing to warn of');
			return level === 'Warning' ? 'capital' : level === 'warning' ? 'small' : 'other';
		},
	}),
	doubt('X12', {
		question: 'Is the check protocol inside `data` or not?',
		weDo: 'Both are read',
		where: 'N `KonturExtern/actions/draft/check.operation.ts`',
		effect: 'writes',
		readings: { inside: 'Inside `data`', outside: 'Directly in the result' },
		probe: async (ask) => {
			const result = at((await checked(ask)).answer.json, 'task-result');
			const holds = (value: unknown) => isObject(value) && 'documents-errors' in value;
			if (holds(at(result, 'data'))) return 'inside';
			return holds(result) ? 'outside' : undefined;
		},
	}),
	doubt('X16', {
		question: 'Is the content ID of a draft document the uploaded one? A sample shows another',
		weDo: "Both are in the output: `contentId` uploaded, `contents[]` Kontur's. The emulator gives a new one",
		where: 'N `KonturExtern/actions/draftDocument/add.operation.ts`; E `extern/drafts/draftDocuments.ts`',
		effect: 'writes',
		readings: { own: 'No, the document has its own', same: 'Yes' },
		probe: async (ask) => {
			const { document } = await checked(ask);
			const id = idAt(ask, asArray(at(document.answer.json, 'contents'))[0], 'content-id');
			return id === document.uploaded ? 'same' : 'own';
		},
	}),
	doubt('X17', {
		question: '`is-representative`: boolean or text',
		weDo: 'Boolean',
		where: 'N `KonturExtern/actions/draft/create.operation.ts`',
		effect: 'writes',
		readings: { any: 'Both', boolean: 'Only a boolean', text: 'Only text' },
		probe: async (ask) => {
			const isBoolean = await accepts(ask, await withSender(ask, { 'is-representative': false }));
			const isText = await accepts(ask, await withSender(ask, { 'is-representative': 'false' }));
			if (isBoolean) return isText ? 'any' : 'boolean';
			return isText ? 'text' : undefined;
		},
	}),
	doubt('X18', {
		question:
			'Rosstat: code in `recipient`, OKPO in `payer` (models), or in `sender` and `recipient` (one page)',
		weDo: 'As the models',
		where: 'N `KonturExtern/actions/draft/create.operation.ts`',
		effect: 'writes',
		readings: { models: 'As the models', page: 'As the page' },
		probe: async (ask) => {
			const { inn, kpp } = await lab(ask);
			const payer = { inn, organization: { kpp } };
			const recipient = { 'togs-code': '66-00' };
			if (await accepts(ask, { recipient, payer: { ...payer, okpo: '12345678' } })) return 'models';
			const asPage = {
				...(await withSender(ask, { okpo: '12345678' })),
				recipient: { ...recipient, okpo: '12345678' },
				payer,
			};
			return (await accepts(ask, asPage)) ? 'page' : undefined;
		},
	}),
	doubt('X24', {
		question: 'What does deleting a missing object return?',
		weDo: '404 counts as deleted',
		where: 'N `shared/catalog/run.ts`',
		effect: 'writes',
		readings: { notFound: '404', ok: 'Success' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			good(ask, 'deleting a draft', await ask.extern(`DELETE ${path}`));
			const again = await ask.extern(`DELETE ${path}`);
			if (again.isGood) return 'ok';
			return again.status === 404 ? 'notFound' : undefined;
		},
	}),
	doubt('X34', {
		question: 'Does changing a document put the draft back to `new`?',
		weDo: 'The emulator does so',
		where: 'E `extern/drafts/draftDocuments.ts`',
		effect: 'writes',
		readings: { new: 'Yes', kept: 'No' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path);
			await runTask(ask, path, 'check');
			if (textAt((await ask.extern(`GET ${path}`)).json, 'status') !== 'checked') {
				return ask.lack('the check does not accept the sample report');
			}
			await addReport(ask, path);
			return textAt((await ask.extern(`GET ${path}`)).json, 'status') === 'new' ? 'new' : 'kept';
		},
	}),
	doubt('X39', {
		question: 'Response of `PATCH data-to-sign`',
		weDo: '`decrypted-content-id`, equal to the new content of the document',
		where:
			'N `KonturExtern/actions/draftDocument/prepareDataToSign.operation.ts`; E `extern/drafts/draftMvd.ts`',
		effect: 'sends',
		readings: { kebab: '`decrypted-content-id`', pascal: '`DecryptedContentId`' },
		probe: async (ask) => {
			await signInAtPortal(ask);
			const { path } = await makeDraft(ask, { recipient: { 'mvd-code': '020-015' } });
			const document = await addFile(
				ask,
				path,
				{
					filename: 'notification.xml',
					bytes: Buffer.from('<?xml version="1.0" encoding="UTF-8"?><ns:case xmlns:ns="urn:mvd"/>'),
				},
				{ type: 'urn:document:mvd-notification' },
			);
			await runTask(ask, path, 'check');
			const { body } = good(
				ask,
				'reserving an order of the portal of state services',
				await ask.extern(`PATCH ${document.path}/data-to-sign`),
			);
			if (typeof body['decrypted-content-id'] === 'string') return 'kebab';
			return typeof body.DecryptedContentId === 'string' ? 'pascal' : undefined;
		},
	}),
	doubt('X40', {
		question: 'Response of `create-web-draft`',
		weDo: 'A link; passed through',
		where: 'N `KonturExtern/actions/draft/createWebDraft.operation.ts`; E `extern/drafts/webDrafts.ts`',
		effect: 'writes',
		readings: { link: 'An object with `href`', text: 'The address as text' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path);
			const answer = good(ask, 'handing a draft over', await ask.extern(`POST ${path}/create-web-draft`));
			if (textAt(answer.json, 'href')) return 'link';
			return typeof answer.json === 'string' ? 'text' : undefined;
		},
	}),
	doubt('X41', {
		question: 'May a document be built again by `POST …/build`?',
		weDo: 'Any; the emulator too',
		where: 'E `extern/drafts/draftBuild.ts`',
		effect: 'writes',
		readings: { allowed: 'Yes', refused: 'No' },
		probe: async (ask) => {
			const { document, json } = await builtDraft(ask);
			const answer = await ask.extern(`POST ${document}/build`, { query: SUBSCRIPTION, json });
			return answer.isGood ? 'allowed' : 'refused';
		},
	}),
	doubt('X53', {
		question: 'Does PUT of a draft keep its documents?',
		weDo: 'Yes; documents that it no longer lists are uploaded again',
		where: 'N `KonturExtern/jobs/report/sendReport.ts` `openDraft`',
		effect: 'writes',
		readings: { kept: 'Yes', dropped: 'No' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path);
			const json = await metaOf(ask, await lab(ask));
			good(ask, 'changing a draft', await ask.extern(`PUT ${path}`, { json }));
			return (await documentsIn(ask, path)).length > 0 ? 'kept' : 'dropped';
		},
	}),
	doubt('X54', {
		question: 'Does a repeated prepare with `generate-warrant` make a second power-of-attorney message?',
		weDo: 'Assumed not',
		where: 'N `KonturExtern/jobs/report/sendReport.ts`',
		effect: 'writes',
		readings: { once: 'No', again: 'Yes' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask, { 'draft-options': { 'generate-warrant': true } });
			await sign(ask, await addReport(ask, path));
			await runTask(ask, path, 'prepare');
			const before = await documentsIn(ask, path);
			await runTask(ask, path, 'prepare');
			return (await documentsIn(ask, path)).length > before.length ? 'again' : 'once';
		},
	}),
	doubt('X57', {
		question: 'Does a file for the social fund that is signed inside get data to sign by the check?',
		weDo: 'If not, no signature is added: the file carries its own',
		where: 'N `KonturExtern/jobs/report/reportSigning.ts`; E `extern/drafts/draftTasks.ts`',
		effect: 'writes',
		readings: { none: 'No', dataToSign: 'Yes' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask, { recipient: { 'sfr-code': '077-001' } });
			const bytes = await signedXml(await keyPair(ask));
			const document = await addFile(
				ask,
				path,
				{ filename: 'EFS-1.xml', bytes },
				{ type: 'urn:document:sfr-report' },
			);
			await runTask(ask, path, 'check');
			const { json } = await ask.extern(`GET ${document.path}`);
			return at(json, 'data-to-sign-content-id') ? 'dataToSign' : 'none';
		},
	}),
	doubt('X66', {
		question: 'Do 4-FSS and sick registers take a raw signature over data to sign, as SEDO does?',
		weDo: 'Assumed for every draft with `fss-code`',
		where: 'E `extern/drafts/draftDocuments.ts`; N `KonturExtern/jobs/report/sendReport.ts`',
		effect: 'writes',
		readings: { dataToSign: 'Yes: a new document has data to sign', none: 'No' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask, { recipient: { 'fss-code': '00009' } });
			const document = await addFile(ask, path, {
				filename: '4fss.xml',
				bytes: Buffer.from('<?xml version="1.0" encoding="windows-1251"?><F4FORM/>'),
			});
			await runTask(ask, path, 'check');
			const { json } = await ask.extern(`GET ${document.path}`);
			return at(json, 'data-to-sign-content-id') ? 'dataToSign' : 'none';
		},
	}),
	forPerson('X67', {
		question: 'To which recipient is a report to the Bank of Russia addressed in a draft?',
		weDo: 'Only the document type says so',
		where: 'E `extern/flows/others.ts`',
		person: 'No page names the field, so there is nothing to try; Kontur can say',
	}),
	doubt('X68', {
		question: 'Must PUT of a document repeat its type, as of a signed ZPED file?',
		weDo: 'It is sent; without it, the emulator recognizes the file anew',
		where: 'E `extern/drafts/draftDocuments.ts`',
		effect: 'writes',
		readings: { lost: 'Yes, else it is lost', kept: 'No, it is kept' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask, { recipient: { 'sfr-code': '077-001' } });
			const bytes = Buffer.from('<?xml version="1.0" encoding="UTF-8"?><ZPED/>');
			const type = 'urn:document:pfr-ancillary-document';
			const document = await addFile(ask, path, { filename: 'ZPED.xml', bytes }, { type });
			const json = { 'content-id': await upload(ask, bytes), description: { filename: 'ZPED.xml' } };
			const again = good(ask, 'replacing a document', await ask.extern(`PUT ${document.path}`, { json }));
			return textAt(asObject(again.json).description, 'type') === type ? 'kept' : 'lost';
		},
	}),
];
