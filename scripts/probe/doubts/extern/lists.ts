import { asArray, asText, at, isObject } from '../../../../test/emulator/core/values';
import { doubt, forPerson } from '../../doubt';
import { accountList, accounts, good, idAt, lab, listIn, textAt } from '../../lab/accounts';
import { place } from '../../lab/docflows';
import { checked, makeDraft } from '../../lab/drafts';

const wrappers = {
	named: 'An array of that name',
	array: 'The array itself',
	other: 'An array of another name',
};

/** How a response wraps its list. */
function wrapperOf(json: unknown, name: string): 'named' | 'array' | 'other' | undefined {
	if (Array.isArray(json)) return 'array';
	if (Array.isArray(at(json, name))) return 'named';
	const isWrapped = isObject(json) && Object.values(json).some(Array.isArray);
	return isWrapped ? 'other' : undefined;
}

export const lists = [
	doubt('X1', {
		question: 'Name of the array in the list of drafts; is there a total?',
		weDo: '`drafts`; pages by the `next` of `page-links`, not by a total',
		where:
			'N `KonturExtern/actions/draft/getMany.operation.ts`, `KonturExtern/fields/locators/objects.ts`, `shared/transport/paginate.ts`; E `extern/drafts/drafts.ts`',
		readings: {
			total: '`drafts`, with `total-count`',
			noTotal: '`drafts`, without a total',
			other: 'Another name',
		},
		probe: async (ask) => {
			const [{ home }] = await accounts(ask);
			const { json } = good(ask, 'the list of drafts', await ask.extern(`GET ${home}/drafts`));
			if (wrapperOf(json, 'drafts') !== 'named') return 'other';
			return at(json, 'total-count') === undefined ? 'noTotal' : 'total';
		},
	}),
	doubt('X3', {
		question: 'Default and largest page of accounts',
		weDo: 'Request 100 and count the elements',
		where: 'N `shared/transport/paginate.ts`; E `extern/organizations/accounts.ts` (100)',
		readings: { hundred: 'Never more than 100', more: 'More than 100 on request' },
		probe: async (ask) => {
			const total = Number(at((await accountList(ask)).json, 'total-count'));
			if (!(total > 100)) return ask.lack('there are not more than 100 accounts');
			const { json } = await ask.extern('GET /v1', { query: { take: 1000 } });
			return listIn(json).length > 100 ? 'more' : 'hundred';
		},
	}),
	doubt('X28', {
		question: 'Do responses have a `Date` header, so that "now" can be Kontur\'s time?',
		weDo: "Used where this machine's clock confirms it; otherwise the newest change seen decides",
		where: 'N `shared/polling/moments.ts`',
		readings: { present: 'Yes', absent: 'No' },
		probe: async (ask) => ((await ask.extern('GET /v1')).headers.has('date') ? 'present' : 'absent'),
	}),
	doubt('X30', {
		question: 'Error IDs: only a few are documented. Which has a request with a wrong parameter?',
		weDo: "Advice by the known IDs, else by status. `urn:error:externapi:badRequest` is the emulator's own",
		where: 'N `shared/transport/advice.ts`, `shared/transport/decide.ts`; E switch `retryAfterSeconds`',
		readings: { badRequest: '`urn:error:externapi:badRequest`', other: 'Another ID', none: 'None' },
		probe: async (ask) => {
			const { home } = await place(ask);
			const { status, body } = await ask.extern(`GET ${home}/docflows`, { query: { take: 'many' } });
			if (status !== 400) return undefined;
			if (!asText(body.id)) return 'none';
			return body.id === 'urn:error:externapi:badRequest' ? 'badRequest' : 'other';
		},
	}),
	forPerson('X32', {
		question: 'What is a "client" in "20 parallel requests per client"? Does a 429 have `Retry-After`?',
		weDo: 'At most 8 per n8n process and address; the header is honoured, without it the pauses grow',
		where: 'N `shared/transport/client.ts`, `shared/transport/decide.ts`',
		person: 'A probe would have to flood the service; Kontur can say',
	}),
	doubt('X35', {
		question: 'Format of the role in an account',
		weDo: 'Passed through unchanged, as permissions and descriptions are',
		where: 'E `extern/organizations/accounts.ts`',
		readings: { word: 'A plain word', urn: 'A URN', absent: 'There is none' },
		probe: async (ask) => {
			const role = textAt(listIn((await accountList(ask)).json)[0], 'role');
			if (role === '') return 'absent';
			return role.startsWith('urn:') ? 'urn' : 'word';
		},
	}),
	doubt('X36', {
		question: 'Shape of the list of users',
		weDo: 'A page `{skip, take, total-count, users}`, and `employees` for employees; the array is listed under any name; a response without one is an error',
		where: 'N `KonturExtern/actions/user`, `employee`; E `extern/organizations/people.ts`',
		readings: wrappers,
		probe: async (ask) => {
			const [{ home }] = await accounts(ask);
			const answer = await ask.extern(`GET ${home}/users`);
			return wrapperOf(good(ask, 'the list of users', answer).json, 'users');
		},
	}),
	doubt('X37', {
		question: 'Do the details of an organization have control units and signers?',
		weDo: '`control-units: [{code, signer: {signer-type, certificate-thumbprint}}]`, `fns-mchd-id` on top; passed through as they come',
		where: 'E `extern/organizations/organizations.ts`',
		readings: { present: 'Yes, under `control-units`', absent: 'No' },
		probe: async (ask) => {
			const [{ home }] = await accounts(ask);
			const { json } = good(ask, 'the list of organizations', await ask.extern(`GET ${home}/organizations`));
			const id = idAt(ask, listIn(json)[0], 'id');
			const details = await ask.extern(`GET ${home}/organizations/${id}`);
			const units = at(good(ask, 'reading an organization', details).json, 'control-units');
			return Array.isArray(units) ? 'present' : 'absent';
		},
	}),
	doubt('X38', {
		question: 'Body of `update-signer`',
		weDo: '`control-unit-code`, `signer-type`, `certificate-thumbprint`',
		where: 'N `KonturExtern/actions/organization`; E `extern/organizations/organizationMethods.ts`',
		effect: 'writes',
		readings: { ours: 'These names are accepted', other: 'They are refused' },
		probe: async (ask) => {
			const { home } = await lab(ask);
			const { json } = good(ask, 'the list of organizations', await ask.extern(`GET ${home}/organizations`));
			const id = idAt(ask, listIn(json)[0], 'id');
			const answer = await ask.extern(`POST ${home}/organizations/${id}/update-signer`, {
				json: { 'control-unit-code': '0087', 'signer-type': 'chief' },
			});
			if (answer.isGood) return 'ours';
			return answer.status === 400 ? 'other' : undefined;
		},
	}),
	doubt('X43', {
		question: 'Shape of the response of `event-publishers`',
		weDo: '`{publishers: [{id, account-id}]}` or a plain array; the array is listed under any name; a response without one is an error',
		where: 'N `KonturExtern/actions/eventPublisher`; E `extern/exchange/events.ts`',
		readings: wrappers,
		probe: async (ask) => {
			const answer = await ask.extern('GET /v1/event-publishers');
			return wrapperOf(good(ask, 'the list of publishers', answer).json, 'publishers');
		},
	}),
	doubt('X47', {
		question: 'Wrapper of `demands-assignees`',
		weDo: 'The array itself, or the only array in the response',
		where: 'N `KonturExtern/api/read.ts`; E `extern/incoming/demandAssignees.ts`',
		readings: { wrapped: 'An object with the array', array: 'The array itself' },
		probe: async (ask) => {
			const [{ home }] = await accounts(ask);
			const answer = await ask.extern(`GET ${home}/docflows/demands-assignees`);
			const wrapper = wrapperOf(good(ask, 'the list of assignees', answer).json, 'assignees');
			if (wrapper === undefined) return undefined;
			return wrapper === 'array' ? 'array' : 'wrapped';
		},
	}),
	doubt('X78', {
		question: 'Does a draft list its documents only by address?',
		weDo: 'The list in the editor reads each one, at most 99',
		where: 'N `KonturExtern/fields/locators/parts.ts`',
		effect: 'writes',
		readings: { addresses: 'Yes', objects: 'No, with their description' },
		probe: async (ask) => {
			const { draft } = await checked(ask);
			const { json } = await ask.extern(`GET ${draft.path}`);
			const [document] = asArray(at(json, 'documents'));
			if (document === undefined) return undefined;
			return at(document, 'description') === undefined ? 'addresses' : 'objects';
		},
	}),
	doubt('X80', {
		question: 'Does every response have `X-Kontur-Trace-Id`, as the pages say, also one without a body?',
		weDo: 'A response whose body proves nothing (none, an empty list, a file) counts only with this header; a deletion is repeated and ends with 404',
		where: 'N `shared/transport/judge.ts`',
		effect: 'writes',
		readings: { present: 'Yes', absent: 'Not a response without a body' },
		probe: async (ask) => {
			const { path } = await makeDraft(ask);
			const answer = good(ask, 'deleting a draft', await ask.extern(`DELETE ${path}`));
			return answer.traceId ? 'present' : 'absent';
		},
	}),
	doubt('X87', {
		question: 'What is the "parameter" `Request-Timeout`, the seconds that a response is waited for?',
		weDo: 'A header of every request, with the limit that the node itself has',
		where: 'N `shared/transport/service.ts`, `attempt.ts`; E `extern/call.ts`',
		readings: {
			header: 'A header',
			parameter: 'A parameter of the query',
			ignored: 'Neither changes anything',
		},
		probe: async (ask) => {
			const hurried = { 'Request-Timeout': '0.000001' };
			const query = { take: 1 };
			if (!(await ask.extern('GET /v1', { query, headers: hurried })).isGood) return 'header';
			const answer = await ask.extern('GET /v1', { query: { ...query, ...hurried } });
			return answer.isGood ? 'ignored' : 'parameter';
		},
	}),
	doubt('X81', {
		question:
			'Are the fields that the pages and SDKs show really always there: type, status and ID of a document flow, `total-count` of a list?',
		weDo: 'Without them the outcome is open; the error names the field',
		where: 'N `KonturExtern/api/types.ts`',
		readings: { present: 'Yes', absent: 'No' },
		probe: async (ask) => {
			const { home, docflows } = await place(ask);
			const { json } = await ask.extern(`GET ${home}/docflows`, { query: { take: 1 } });
			const isWhole = docflows.every((docflow) =>
				['id', 'type', 'status'].every((name) => textAt(docflow, name) !== ''),
			);
			return isWhole && at(json, 'total-count') !== undefined ? 'present' : 'absent';
		},
	}),
];
