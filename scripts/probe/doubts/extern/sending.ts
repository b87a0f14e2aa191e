import { asText, at } from '../../../../test/emulator/core/values';
import { doubt } from '../../doubt';
import { good, idAt, lab, textAt } from '../../lab/accounts';
import { addReport, finish, makeDraft, metaOf, sent, start } from '../../lab/drafts';

const MOSCOW = 3 * 3600 * 1000;
/** Clocks may differ, and the run takes minutes. */
const TOLERANCE = 3600 * 1000;

export const sending = [
	doubt('X7', {
		question:
			'Form of a failed send: HTTP 400 to the start, HTTP 400 to the poll, or the result of a task that "succeeded" or "failed"',
		weDo: 'All four are read',
		where:
			'N `shared/transport/pollTask.ts`, `KonturExtern/api/draft/draftTasks.ts` `prepareFailure`; E switch `sendFailure`',
		effect: 'sends',
		readings: {
			failed: 'A task that failed',
			pollRefused: '400 to the poll',
			startRefused: '400 to the start',
			succeeded: 'A task that succeeded, with the errors',
		},
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			await addReport(ask, path);
			const started = await start(ask, path, 'send');
			if (started.status === 400) return 'startRefused';
			const answer = await finish(ask, path, started);
			if (answer.status === 400) return 'pollRefused';
			const state = textAt(answer.json, 'task-state');
			if (state === 'failed') return 'failed';
			return state === 'succeed' && !at(answer.json, 'task-result', 'type') ? 'succeeded' : undefined;
		},
	}),
	doubt('X8', {
		question: 'What is returned for sending a sent draft?',
		weDo: 'Not needed: the node reads the draft first. The emulator returns 400',
		where: 'N `KonturExtern/jobs/draft/sending.ts`; E `extern/drafts/drafts.ts`',
		effect: 'sends',
		readings: { badRequest: '400', conflict: '409', accepted: 'A new task' },
		probe: async (ask) => {
			const { draft } = await sent(ask);
			const answer = await start(ask, draft.path, 'send');
			if (answer.isGood) return 'accepted';
			return ({ 400: 'badRequest', 409: 'conflict' } as const)[answer.status];
		},
	}),
	doubt('X10', {
		question: 'Is a new document flow visible at once, or first 404?',
		weDo: 'Send waits up to 60 seconds for it, then returns only the ID',
		where: 'N `KonturExtern/jobs/draft/sending.ts`; E switch `docflowVisibleMs`',
		effect: 'sends',
		readings: { later: 'First 404, within a minute it is there', atOnce: 'At once' },
		probe: async (ask) => {
			const { firstRead } = await sent(ask);
			if (firstRead.isGood) return 'atOnce';
			return firstRead.status === 404 ? 'later' : undefined;
		},
	}),
	doubt('X22', {
		question: '`send-date` of a document flow has no zone; samples show Moscow time',
		weDo: 'Passed through unchanged; the emulator writes Moscow time',
		where: 'E `extern/docflows/docflowView.ts`',
		effect: 'sends',
		readings: { moscow: 'Moscow time', utc: 'UTC', zoned: 'It has a zone' },
		probe: async (ask) => {
			const date = textAt((await sent(ask)).read.json, 'send-date').replace(/(\.\d{3})\d*/, '$1');
			if (/(?:Z|[+-]\d\d:\d\d)$/.test(date)) return 'zoned';
			const moment = Date.parse(`${date}Z`);
			if (Math.abs(moment - Date.now()) < TOLERANCE) return 'utc';
			return Math.abs(moment - MOSCOW - Date.now()) < TOLERANCE ? 'moscow' : undefined;
		},
	}),
	doubt('X33', {
		question: 'When is a wrong `sender.ipaddress` refused?',
		weDo: 'Passed on; the emulator refuses at the start of Send',
		where: 'E `extern/drafts/draftTasks.ts`',
		effect: 'sends',
		readings: {
			send: 'At the start of Send',
			create: 'When the draft is created',
			never: 'Not at the start of Send either',
		},
		probe: async (ask) => {
			const account = await lab(ask);
			const meta = await metaOf(ask, account);
			const json = { ...meta, sender: { ...meta.sender, ipaddress: 'nowhere' } };
			const made = await ask.extern(`POST ${account.home}/drafts`, { json });
			if (made.status === 400) return 'create';
			const path = `${account.home}/drafts/${idAt(ask, made.json, 'id')}`;
			await addReport(ask, path);
			return (await start(ask, path, 'send')).status === 400 ? 'send' : 'never';
		},
	}),
	doubt('X52', {
		question: 'What does PUT return for a draft that was sent?',
		weDo: 'After any 4xx except 401, 403 and 429, the node reads the draft; a 200 with `docflow-id` counts as sent',
		where: 'N `KonturExtern/jobs/draft/runDraft.ts` `mayBeState`',
		effect: 'sends',
		readings: { badRequest: '400', conflict: '409', ok: '200 with `docflow-id`' },
		probe: async (ask) => {
			const { draft } = await sent(ask);
			const json = await metaOf(ask, await lab(ask));
			const answer = await ask.extern(`PUT ${draft.path}`, { json });
			if (answer.isGood) return asText(answer.body['docflow-id']) ? 'ok' : undefined;
			return ({ 400: 'badRequest', 409: 'conflict' } as const)[answer.status];
		},
	}),
	doubt('X46', {
		question: 'May `add` at a JSON Patch path replace a value?',
		weDo: 'As RFC 6902 has it: `add` always, labels removed from the highest index down',
		where: 'N `KonturExtern/api/patch.ts`',
		effect: 'sends',
		readings: { replaces: 'Yes', refused: 'No' },
		probe: async (ask) => {
			const { docflow } = await sent(ask);
			const comment = async (text: string) =>
				await ask.extern(`PATCH ${docflow}`, {
					json: [{ op: 'add', path: '/description/requisites/comment', value: { text, color: 'red' } }],
				});
			good(ask, 'adding a comment', await comment('one'));
			const again = await comment('two');
			if (!again.isGood) return 'refused';
			return textAt(again.json, 'description', 'requisites', 'comment', 'text') === 'two'
				? 'replaces'
				: undefined;
		},
	}),
];
