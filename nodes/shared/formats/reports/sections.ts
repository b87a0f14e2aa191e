import type { Place } from './types';

interface Section {
	/** Number in the title of the form; the first section's second and third subsections repeat the numbers of sections. */
	number: string;
	/** Russian name. */
	name: string;
	/** Elements that hold it. */
	places: readonly Place[];
}

/**
 * Sections and subsections of EFS-1, which employers send apart. Elements of 1.1 to 1.3 and of section 2: the fund's
 * format, as in the samples of Kontur.Extern's documentation ("Social fund"); those of the others by their names in the
 * forms that EFS-1 replaced.
 */
const EFS_SECTIONS: readonly Section[] = [
	{
		number: '1.1',
		name: 'трудовая (иная) деятельность',
		places: ['*/СЗВ/ЗЛ/СЗВ-ТД~', '*/Подраздел1.1~'],
	},
	{ number: '1.2', name: 'страховой стаж', places: ['*/СЗВ/ЗЛ/СЗВ-СТАЖ~', '*/Подраздел1.2~'] },
	{
		number: '1.3',
		name: 'заработная плата работников государственных и муниципальных учреждений',
		places: ['*/СЗВ/ЗЛ/СЗПГос~', '*/Подраздел1.3~'],
	},
	{
		number: 'раздел 1, подраздел 2',
		name: 'основания для досрочной пенсии',
		places: ['*/СЗВ/ДНП~', '*/СЗВ/ОснованияДНП~', '*/ОснованияДНП~', '*/СЗВ/ОДВ-1~', '*/ОДВ-1~'],
	},
	{
		number: 'раздел 1, подраздел 3',
		name: 'дополнительные взносы на накопительную пенсию',
		places: ['*/СЗВ/ДСВ-3~', '*/ДСВ-3~', '*/СЗВ/ДСВ~', '*/ДСВ~'],
	},
	{
		number: 'раздел 2',
		name: 'взносы на страхование от несчастных случаев',
		places: ['*/ОСС~', '*/Раздел2~'],
	},
];

const nameOf = (place: Place): string => place.split('/').at(-1)?.slice(0, -1) ?? '';

export const sectionPlaces: readonly Place[] = EFS_SECTIONS.flatMap(({ places }) => places);

/** Returns the numbers and names of the sections whose elements a file has. */
export function efsSections(elements: readonly string[]): string[] {
	const held = new Set(elements);
	return EFS_SECTIONS.filter(({ places }) => places.some((place) => held.has(nameOf(place)))).map(
		({ number, name }) => `${number}: ${name}`,
	);
}
