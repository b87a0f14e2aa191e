import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { described } from '../../nodes/shared/language/translate';
import { sampleCells } from '../support/sampling';
import { nodeClasses } from '../../scripts/storedNames';

/*
 * What people type into the editor's search for nodes, among n8n's own nodes and with the editor's own function. In a
 * Russian n8n the nodes have Russian names, so that Latin ones are found by their aliases, and the other way round.
 */

interface Item {
	key: string;
	properties: { displayName: string; codex?: { alias?: string[] } };
}

type Search = (filter: string, items: readonly Item[]) => Array<{ item: Item }>;

const root = join(__dirname, '../..');
const fromN8n = createRequire(join(root, 'test/n8n/'));
const folder = join(root, 'test/n8n/node_modules');
const { sublimeSearch } = fromN8n(join(folder, '@n8n/utils/dist/search/sublime-search.cjs')) as {
	sublimeSearch: Search;
};

const own = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'].flatMap((name) =>
	(
		JSON.parse(readFileSync(join(folder, name, 'dist/types/nodes.json'), 'utf8')) as Array<
			Item['properties'] & { name: string }
		>
	).map((properties): Item => ({ key: `${name}.${properties.name}`, properties })),
);

const descriptions = nodeClasses.map((NodeClass) => new NodeClass().description);

function codexOf({ name }: INodeTypeDescription): { alias: string[] } {
	const file = name.charAt(0).toUpperCase() + name.slice(1);
	const service = ['KonturExtern', 'KonturOfd', 'KonturSignature'].find((one) => file.startsWith(one));
	return JSON.parse(readFileSync(join(root, 'nodes', String(service), `${file}.node.json`), 'utf8')) as {
		alias: string[];
	};
}

const itemsIn = (language: 'en' | 'ru'): Item[] => [
	...own,
	...descriptions.map((description) => ({
		key: description.name,
		properties: {
			displayName: described(language, description).displayName,
			codex: codexOf(description),
		},
	})),
];

const SEARCHES: Record<string, string> = {
	konturExtern:
		'контур; Контур; kontur; KONTUR; Контур.Экстерн; контур экстерн; контурэкстерн; kontur.extern; kontur extern; konturextern; экстерн; extern; сдать отчёт; сдать отчет; отправить отчёт; отправить отчет; отчёт; отчет; отчёты; отчеты; отчетность; отчётность; сдача отчетности; декларация; декларации; налоговая; налоги; ИФНС; ФНС; фнс; СФР; сфр; ПФР; пфр; ФСС; фсс; Росстат; росстат; соцфонд; требование; требования; ответить на требование; ответ на требование; квитанция; квитанции; извещение; письмо в налоговую; письмо; доверенность; доверенности; МЧД; мчд; документооборот; сэдо; больничный; 6-ндфл; рсв; ефс-1; усн; бухгалтер; бухгалтерия; сроки сдачи; пояснения; tax report; tax return; tax office; send a report; fns; sfr; pfr; rosstat; power of attorney; social fund; demand; reply to a demand; document flow',
	konturOfd:
		'контур офд; контур.офд; контурофд; kontur ofd; kontur.ofd; konturofd; KonturOFD; ofd; офд; ОФД; чек; чеки; чеков; ЧЕКИ; кассовый чек; касса; кассы; Кассы; онлайн-касса; онлайн касса; ККТ; ккт; ккм; выручка; Выручка; выручку; возврат; возвраты; смена; z-отчет; z-отчёт; бсо; фискальный; фискальный накопитель; 54-фз; сверка чеков; продажи; розница; receipt; receipts; fiscal receipt; cash register; cash registers; revenue; refund; KKT',
	konturSignature:
		'подпись; подписать; подписать файл; проверить подпись; электронная подпись; эп; ЭЦП; эцп; кэп; укэп; сертификат; гост; криптопро; расшифровать; kontur signature; контур подпись; digital signature; cryptopro; gost',
	konturExternAdvanced:
		'черновик; черновики; опись; описи; экстерн api; kontur extern advanced; drafts builder',
	konturExternTrigger: 'лента событий; события; новое требование; event feed',
	konturOfdTrigger: 'новый чек; новые чеки; new receipt',
};

const searches = Object.entries(SEARCHES).flatMap(([node, typed]) =>
	typed.split('; ').map((text) => ({ node, text })),
);

test('120 searches and more', () => {
	expect(new Set(searches.map(({ text }) => text)).size).toBeGreaterThanOrEqual(120);
});

describe.each(['en', 'ru'] as const)('n8n in %s', (language) => {
	const items = itemsIn(language);

	test('every search finds the right node among the first three', () => {
		const wrong = sampleCells('Searches', language, searches, 60).flatMap(({ node, text }) => {
			const found = sublimeSearch(text.toLowerCase(), items).map(({ item }) => item.key);
			return found.slice(0, 3).includes(node) ? [] : [`${text}: ${found.slice(0, 3).join(', ')}`];
		});
		expect(wrong).toEqual([]);
	});
});

/** The actions of a node as the editor lists them below its name, in the order of the panel. */
function actionsIn(language: 'en' | 'ru', name: string): Item[] {
	const description = descriptions.find((one) => one.name === name);
	if (!description) throw new Error(`there is no node ${name}`);
	const { properties } = described(language, description);
	return properties
		.filter((property) => property.name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.flatMap((option) =>
				'action' in option && 'value' in option
					? [
							{
								key: `${String(displayOptions?.show?.resource?.[0])}.${String(option.value)}`,
								properties: { displayName: String(option.action) },
							},
						]
					: [],
			),
		);
}

test.each([
	['ru', 'отправить отчёт', 'report.send'],
	['ru', 'ответить на требование', 'demand.reply'],
	['ru', 'скачать', 'docflow.downloadDocuments'],
	['en', 'send a report', 'report.send'],
	['en', 'reply to a demand', 'demand.reply'],
] as const)('actions of Kontur.Extern in %s: %s', (language, text, operation) => {
	const found = sublimeSearch(text, actionsIn(language, 'konturExtern')).map(({ item }) => item.key);
	expect(found.slice(0, 3)).toContain(operation);
});

test('a report is sent in three clicks: the node, which lists it first, and its action', () => {
	expect(actionsIn('ru', 'konturExtern')[0].key).toBe('report.send');
	expect(sublimeSearch('отправить отчет', itemsIn('ru'))[0].item.key).toBe('konturExtern');
});
