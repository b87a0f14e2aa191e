import { signDetached } from '../../../../nodes/shared/gost';
import { asArray, asText, at } from '../../../../test/emulator/core/values';
import type { Ask } from '../../ask';
import { keyPair } from '../../ask/session';
import { doubt } from '../../doubt';
import { good, idAt, lab, listIn, textAt } from '../../lab/accounts';
import {
	addBuilderDocument,
	addBuilderFile,
	build,
	built,
	draftIds,
	formalized,
	inventoryMeta,
	makeBuilder,
	problems,
} from '../../lab/builders';
import { runTask } from '../../lab/drafts';

/** Paths of the documents of a draft. */
async function documentPaths(ask: Ask, draft: string): Promise<string[]> {
	const { json } = good(ask, 'reading a draft', await ask.extern(`GET ${draft}`));
	return asArray(at(json, 'documents')).map((document) => {
		const id = /[\da-f-]{36}$/i.exec(textAt(document, 'href'))?.[0] ?? textAt(document, 'id');
		return `${draft}/documents/${idAt(ask, { id }, 'id')}`;
	});
}

async function signDocument(ask: Ask, path: string, document: unknown): Promise<void> {
	const { home } = await lab(ask);
	const id = idAt(ask, asArray(at(document, 'contents'))[0], 'content-id');
	const { bytes } = good(ask, 'downloading a file', await ask.extern(`GET ${home}/contents/${id}`));
	const signature = await signDetached(bytes, await keyPair(ask));
	const json = {
		'base64-content': Buffer.from(signature).toString('base64'),
		'is-third-party-signature': false,
	};
	good(ask, 'adding a signature', await ask.extern(`POST ${path}/signatures`, { json }));
}

async function buildFormalized(ask: Ask, encoding: 'windows-1251' | 'UTF-8') {
	const builder = await makeBuilder(ask);
	const document = await addBuilderDocument(ask, builder, 'formalized');
	await addBuilderFile(ask, document, 'ON_PROBA.xml', formalized(encoding));
	return await build(ask, builder);
}

export const builders = [
	doubt('X42', {
		question:
			'Does `documents/prepare` of a drafts builder exist, which only the C# SDK has? (So has `files/generate`.)',
		weDo: 'Called as in the SDK; `generate` with any JSON contract',
		where: 'N `KonturExtern/actions/draftsBuilderDocument`, `draftsBuilderFile`',
		effect: 'writes',
		readings: { exists: 'Yes', missing: 'No' },
		probe: async (ask) => {
			const builder = await makeBuilder(ask);
			await addBuilderDocument(ask, builder, 'scanned');
			const answer = await ask.extern(`POST ${builder}/documents/prepare`, { query: { deferred: true } });
			if (answer.isGood) return 'exists';
			return [404, 405].includes(answer.status) ? 'missing' : undefined;
		},
	}),
	doubt('X58', {
		question: 'Does a PUT with a client-side ID create a drafts builder, also after a DELETE of that ID?',
		weDo: 'Yes, and its documents and files; a different ID in the response stops the job',
		where: 'N `KonturExtern/jobs/demand/buildInventory.ts`',
		effect: 'writes',
		readings: { always: 'Yes', once: 'Not after a DELETE', never: 'No' },
		probe: async (ask) => {
			const { home } = await lab(ask);
			const path = `${home}/drafts/builders/${ask.madeUp()}`;
			const json = await inventoryMeta(ask);
			const put = async () => {
				const { isGood, body } = await ask.extern(`PUT ${path}`, { json });
				return isGood && path.endsWith(asText(body.id) ?? 'none');
			};
			if (!(await put())) return 'never';
			good(ask, 'deleting a drafts builder', await ask.extern(`DELETE ${path}`));
			return (await put()) ? 'always' : 'once';
		},
	}),
	doubt('X59', {
		question: 'Does PUT return 409 for a builder that has finished?',
		weDo: 'A 409 continues with the build',
		where: 'N `KonturExtern/jobs/demand/buildInventory.ts`',
		effect: 'writes',
		readings: { conflict: '409', badRequest: '400', ok: 'Success' },
		probe: async (ask) => {
			const { builder } = await built(ask);
			const answer = await ask.extern(`PUT ${builder}`, { json: await inventoryMeta(ask) });
			if (answer.isGood) return 'ok';
			return ({ 400: 'badRequest', 409: 'conflict' } as const)[answer.status];
		},
	}),
	doubt('X60', {
		question: 'Is `additional-info.original-drafts-builder-id` in the list of drafts?',
		weDo: 'Yes; it identifies the drafts of a finished builder',
		where: 'N `KonturExtern/jobs/builder/buildDrafts.ts`',
		effect: 'writes',
		readings: { present: 'Yes', absent: 'No' },
		probe: async (ask) => {
			const { id } = await built(ask);
			const { home } = await lab(ask);
			const { json } = good(ask, 'the list of drafts', await ask.extern(`GET ${home}/drafts`));
			const draft = listIn(json).find((item) => textAt(item, 'id') === id);
			if (draft === undefined) return ask.lack('the draft is not among the newest');
			const origin = textAt(draft, 'meta', 'additional-info', 'original-drafts-builder-id');
			return origin ? 'present' : 'absent';
		},
	}),
	doubt('X64', {
		question:
			"Does a formalized file of an inventory need the sender's signature if there is no counterparty's signature?",
		weDo: "Signed with the sender's certificate",
		where: 'N `KonturExtern/jobs/demand/buildInventory.ts`',
		effect: 'writes',
		readings: { needed: 'Yes', notNeeded: 'No' },
		probe: async (ask) => {
			const { home } = await lab(ask);
			const task = await buildFormalized(ask, 'windows-1251');
			const draft = `${home}/drafts/${idAt(ask, { id: draftIds(task)[0] }, 'id')}`;
			for (const path of await documentPaths(ask, draft)) {
				const { json } = good(ask, 'reading a document', await ask.extern(`GET ${path}`));
				if (!textAt(json, 'description', 'filename').startsWith('ON_PROBA'))
					await signDocument(ask, path, json);
			}
			const status = textAt((await runTask(ask, draft, 'prepare')).json, 'task-result', 'status');
			if (!status) return undefined;
			return status.includes('error') ? 'needed' : 'notNeeded';
		},
	}),
	doubt('X69', {
		question:
			'Do the documents of a draft made by a drafts builder have `description.original-drafts-builder.document-id`?',
		weDo: '*Demand: Reply* continues with drafts of an earlier run only if it and `meta` are visible, else it rebuilds them',
		where: 'N `KonturExtern/jobs/demand/sendInventory.ts`',
		effect: 'writes',
		readings: { present: 'Yes', absent: 'No' },
		probe: async (ask) => {
			const { draft } = await built(ask);
			for (const path of await documentPaths(ask, draft)) {
				const { json } = await ask.extern(`GET ${path}`);
				if (textAt(json, 'description', 'original-drafts-builder', 'document-id')) return 'present';
			}
			return 'absent';
		},
	}),
	doubt('X71', {
		question: 'Does Kontur refuse formalized documents in UTF-8 that say so?',
		weDo: 'Only a file that contradicts its own declaration is refused',
		where: 'N `KonturExtern/jobs/demand/demandFiles.ts`',
		effect: 'writes',
		readings: { accepted: 'The build accepts them', refused: 'The build refuses them' },
		probe: async (ask) => {
			const task = await buildFormalized(ask, 'UTF-8');
			if (problems(task).length > 0) return 'refused';
			return draftIds(task).length > 0 ? 'accepted' : undefined;
		},
	}),
];
