import { createHash } from 'node:crypto';

import { compact, type JsonObject } from '../../core/values';
import { completeInn } from './inn';
import { regions } from '../handbooks/regions';
import { seedCertificates } from '../seed/seedCertificates';

export const controlUnitTypes = ['fns', 'fss', 'fst', 'pfr', 'rtn', 'stat', 'mvd'] as const;

export type ControlUnitType = (typeof controlUnitTypes)[number];

export interface ControlUnit {
	type: ControlUnitType;
	code: string;
	name: string;
	region: string;
	isActive: boolean;
	isTest: boolean;
	registersBusiness: boolean;
}

type Row = [type: ControlUnitType, code: string, name: string];

/** Units with robots, and one without an encryption key. */
const testUnits: Row[] = [
	['fns', '0087', 'Тестовая инспекция: принимает всё'],
	['fns', '0088', 'Тестовая инспекция: отказывает во всём'],
	['fns', '0085', 'Тестовая инспекция: уточняет всё'],
	['fns', '0000', 'Тестовая инспекция: без ключа шифрования'],
	['stat', '00-87', 'Тестовый орган статистики: принимает'],
	['stat', '00-88', 'Тестовый орган статистики: отказывает'],
	['fss', 'SEDO-TEST', 'Тестовый приёмный комплекс СЭДО'],
	['mvd', '660-066', 'Тестовое подразделение: положительный ответ'],
	['mvd', '770-077', 'Тестовое подразделение: отказ с подробностями'],
	['mvd', '770-066', 'Тестовое подразделение: отказ без подробностей'],
];

function unitsOf({ code, name }: { code: string; name: string }): Row[] {
	return [
		['fns', `${code}01`, `Инспекция № 1, ${name}`],
		['fns', `${code}28`, `Межрайонная инспекция № 28, ${name}`],
		['pfr', `0${code}-001`, `Отделение фонда, ${name}`],
		['stat', `${code}-00`, `Орган статистики, ${name}`],
		['fss', `${code}001`, `Филиал № 1 фонда, ${name}`],
		['mvd', `${code}0-001`, `Подразделение по вопросам миграции, ${name}`],
	];
}

function unit([type, code, name]: Row, index: number, region: string): ControlUnit {
	const isTest = region === '00';
	return {
		type,
		code,
		name,
		region,
		isTest,
		isActive: isTest || index % 29 !== 28,
		registersBusiness: type === 'fns' && (isTest || code.endsWith('01')),
	};
}

/** Units that Kontur's C# SDK asks for, by code or by a page of them. */
const askedFor: Array<[row: Row, region: string]> = [
	[['pfr', '084-034', 'Отделение фонда, Таймыр'], '24'],
	[['mvd', '020-015', 'Отдел по вопросам миграции № 15, Башкортостан'], '02'],
	...[2, 3, 4, 5, 6, 7, 8, 9].map((number): [Row, string] => [
		['pfr', `028-00${number}`, `Отделение фонда № ${number}, Амурская область`],
		'28',
	]),
];

export const controlUnits: ControlUnit[] = [
	...testUnits.map((row, index) => unit(row, index, '00')),
	// The pension fund and the ministry use overlapping codes: this one means two units.
	unit(['pfr', '077-001', 'Отделение фонда, Москва (центральное)'], 0, '77'),
	unit(['mvd', '077-001', 'Управление по вопросам миграции, Москва'], 0, '77'),
	unit(['fst', '77001', 'Орган тарифного регулирования, Москва'], 0, '77'),
	unit(['rtn', '77-01', 'Управление технадзора, Москва'], 0, '77'),
	...askedFor.map(([row, region]) => unit(row, 0, region)),
	...regions
		.flatMap((region) => unitsOf(region).map((row) => ({ row, region: region.code })))
		.filter(({ row }) => row[1] !== '077-001')
		.map(({ row, region }, index) => unit(row, index, region)),
];

export function renderControlUnit(item: ControlUnit): JsonObject {
	const number = controlUnits.indexOf(item);
	return {
		type: item.type,
		code: item.code,
		name: item.name,
		region: item.region,
		flags: {
			'is-active': item.isActive,
			'is-test': item.isTest,
			'business-registration': item.registersBusiness,
		},
		contacts: compact({
			'short-name': item.code,
			'full-name': item.name,
			inn: completeInn(`77${String(8_000_000 + number)}`),
			kpp: '770101001',
			address: `г. Проба, ул. Служебная, ${number + 1}`,
			phone: `+7 (495) 000-${String(1000 + number)}`,
			email: `unit${number}@example.com`,
			'mvd-id': item.type === 'mvd' ? String(100_000 + number) : null,
		}),
	};
}

/** A single unit also shows the certificates that messages to it are encrypted for. */
export function renderWithCertificates(item: ControlUnit): JsonObject {
	const content = seedCertificates[1];
	const thumbprint = createHash('sha1').update(Buffer.from(content, 'base64')).digest('hex');
	const certificates = item.code === '0000' ? [] : [{ content, thumbprint }];
	return { ...renderControlUnit(item), certificates };
}

/** A code shared by two kinds of units means the one that is not the ministry's, unless the type is given. */
export function findControlUnit(code: string, type?: ControlUnitType): ControlUnit | undefined {
	const same = controlUnits.filter((item) => item.code.toLowerCase() === code.toLowerCase());
	if (type) return same.find((item) => item.type === type);
	return same.find((item) => item.type !== 'mvd') ?? same[0];
}
