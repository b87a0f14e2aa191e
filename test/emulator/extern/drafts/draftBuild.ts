import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { asObject, compact, type JsonObject } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import { storeBytes } from '../files/contentStore';
import {
	checkApplication,
	checkDeclaration,
	checkRequest,
	checkSubscription,
} from '../organizations/contracts';
import { element, xmlFile, type MadeFile } from '../organizations/contractXml';
import {
	changeableDocument,
	describeDocument,
	handOutDataToSign,
	renderDraftDocument,
} from './draftDocuments';
import { changeableDraft } from './drafts';
import { bodyObject } from '../fields';
import { metaText, payerOf } from './meta';
import type { Draft, DraftDocument } from '../model';
import type { ExternState } from '../state';

interface Built extends MadeFile {
	/** Without 'urn:document:'. */
	type: string;
}

interface Recipe {
	name: string;
	/** Versions of the contract; empty if it is unversioned. */
	versions: string[];
	/** Member that the recipient must have. */
	recipients: string[];
	make: (name: string, body: JsonObject, draft: Draft, extern: ExternState) => Built;
}

function taxFile(
	draft: Draft,
	extern: ExternState,
	facts: { prefix: string; knd: string; body: JsonObject },
): MadeFile {
	const office = metaText(draft.meta.recipient, 'ifns-code');
	const payer = payerOf(draft.meta);
	const day = extern.clock.now().toISOString().slice(0, 10);
	const owner = `${metaText(draft.meta.sender, 'inn')}${metaText(draft.meta.sender, 'kpp')}`;
	const id = `${facts.prefix}_${office}_${office}_${owner}_${day.replaceAll('-', '')}_${extern.random.guid()}`;
	const person = payer.kpp ? { НПЮЛ: { ИННЮЛ: payer.inn, КПП: payer.kpp } } : { НПФЛ: { ИННФЛ: payer.inn } };
	const info = asObject(facts.body['additional-org-info']);
	const root = element('Файл', {
		ИдФайл: id,
		ВерсПрог: '1.0',
		ВерсФорм: '5.03',
		Документ: {
			КНД: facts.knd,
			ДатаДок: day.split('-').reverse().join('.'),
			КодНО: office,
			СвНП: person,
			Подписант: {
				ПрПодп: String(info['signer-type'] ?? 'chief').toLowerCase() === 'chief' ? '1' : '2',
				СвПред: compact({ НаимДок: info['representative-document-name'] }),
			},
			Запрос: asObject(facts.body.data),
		},
	});
	return xmlFile(`${id}.xml`, root, 'windows-1251');
}

function request(name: string, body: JsonObject, draft: Draft, extern: ExternState): Built {
	checkRequest(name, body);
	const file = taxFile(draft, extern, { prefix: `IO_${name}`, knd: '1166101', body });
	return { ...file, type: 'fns534-ion-request' };
}

function declaration(_name: string, body: JsonObject, draft: Draft, extern: ExternState): Built {
	checkDeclaration(body);
	const file = taxFile(draft, extern, { prefix: 'NO_USN', knd: '1152017', body });
	return { ...file, type: 'fns534-report' };
}

function fundFile(name: string, body: JsonObject, draft: Draft, extern: ExternState): MadeFile {
	const payer = compact({ inn: payerOf(draft.meta).inn, ...draft.meta.payer, organization: undefined });
	const root = element(name, { payer, contract: body });
	return xmlFile(`${name}_${extern.random.guid()}.xml`, root, 'utf-8');
}

function subscription(family: string, subject: string): Recipe['make'] {
	return (_name, body, draft, extern) => {
		const kind = checkSubscription(body);
		const numbers = subject === 'snils' ? ['snils'] : ['registration-number-sfr', 'registration-number-fss'];
		if (!numbers.some((name) => metaText(draft.meta.payer, name) !== '')) {
			throw new HttpError(400, `The payer of the draft has no ${numbers.join(' or ')}`);
		}
		const file = fundFile(`${kind}Request`, body, draft, extern);
		return { ...file, type: `${family}-${kind}-request-for-${subject}` };
	};
}

const funds = ['fss-code', 'sfr-code'];

const recipes: Recipe[] = [
	...['ION3', 'ION4', 'ION5', 'ION6', 'ION7', 'ION8', 'ION9'].map((name) => ({
		name,
		versions: ['3'],
		recipients: ['ifns-code'],
		make: request,
	})),
	{ name: 'USN', versions: ['1', '2'], recipients: ['ifns-code'], make: declaration },
	{
		name: 'fssSedoProviderSubscriptionForRegistrationNumber',
		versions: [],
		recipients: funds,
		make: subscription('fss-sedo-provider-subscription', 'registration-number'),
	},
	{
		name: 'fssSedoAbonentSubscriptionForRegistrationNumber',
		versions: [],
		recipients: funds,
		make: subscription('fss-sedo-abonent-subscription', 'registration-number'),
	},
	{
		name: 'fssSedoAbonentSubscriptionForSnils',
		versions: [],
		recipients: funds,
		make: subscription('fss-sedo-abonent-subscription', 'snils'),
	},
	{
		name: 'ZPED',
		versions: [],
		recipients: ['sfr-code', 'upfr-code'],
		make: (_name, body, draft, extern) => {
			checkApplication(body);
			return { ...fundFile('ЗПЭД', body, draft, extern), type: 'pfr-ancillary-document' };
		},
	},
];

/** Contracts that the tax service accepted until 2023. */
const outdated = ['ion1', 'ion2'];

function recipeOf(query: URLSearchParams): Recipe {
	const type = query.get('type')?.toLowerCase() ?? '';
	if (outdated.includes(type)) throw new HttpError(400, 'The tax service no longer accepts this type');
	const recipe = recipes.find(({ name }) => name.toLowerCase() === type);
	if (!recipe) throw new HttpError(400, 'type is not one of the documents that can be built');
	if (recipe.versions.length > 0 && !recipe.versions.includes(query.get('version') ?? '')) {
		throw new HttpError(400, `version must be one of ${recipe.versions.join(', ')}`);
	}
	return recipe;
}

function build(call: AccountCall, draft: Draft, id: string): DraftDocument {
	const recipe = recipeOf(call.request.query);
	if (recipe.recipients.every((name) => metaText(draft.meta.recipient, name) === '')) {
		throw new HttpError(400, `The recipient of the draft has no ${recipe.recipients.join(' or ')}`);
	}
	const { filename, bytes, type } = recipe.make(recipe.name, bodyObject(call), draft, call.extern);
	const content = storeBytes(call.extern, call.account, 'application/xml', bytes);
	const document: DraftDocument = {
		id,
		contentId: content.id,
		description: describeDocument(bytes, content.type, { type, filename }),
		encrypted: false,
		signatures: new Map(),
	};
	if (metaText(draft.meta.recipient, 'fss-code')) handOutDataToSign(call, document);
	draft.documents.set(id, document);
	draft.status = 'new';
	return document;
}

function buildDocument(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	const document = build(call, draft, call.extern.random.guid());
	return ok(renderDraftDocument(call, draft, document));
}

/** Replaces the contents of the document and its signatures. */
function fillDocument(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	build(call, draft, changeableDocument(call, draft).id);
	return ok();
}

export const draftBuildRoutes: Route[] = [
	accountRoute('POST', '/drafts/{draftId}/build-document', buildDocument),
	accountRoute('POST', '/drafts/{draftId}/documents/{documentId}/build', fillDocument),
];
