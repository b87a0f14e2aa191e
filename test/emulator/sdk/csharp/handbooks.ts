import { atLeast, count, each, exceeds, is, some, status, type Source } from '../scenario';

const page = (query: string, as = 'page') => ({ as, to: `GET /v1/handbooks/${query}` });

const types: Array<[asked: string, shown: string, take: number]> = [
	['MvdCitizenship', 'mvd-citizenship', 25],
	['MvdProfessionsSpeciality', 'mvd-professions-speciality', 25],
	['MvdRegionsRf', 'mvd-regions-rf', 25],
	['MvdWorkPermits', 'mvd-work-permits', 0],
	['MvdEmployerStatus', 'mvd-employer-status', 0],
	['MvdHqsEmployerStatus', 'mvd-hqs-employer-status', 0],
	['MvdOkved', 'mvd-okved', 25],
	['MvdLaborMigrationDocuments', 'mvd-labor-migration-documents', 0],
	['MvdForeignCitizenIdentityDocuments', 'mvd-foreign-citizen-identity-documents', 0],
	['MvdEmploymentContractsType', 'mvd-employment-contracts-type', 0],
];

export const handbooks: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/HandbooksPathExtensions_Tests.cs',
	scenarios: [
		{
			test: 'Should_return_control_units',
			asks: [page('control-units')],
			facts: [count('page.body.control-units', 100), is('page.body.take', 100), is('page.body.skip', 0)],
		},
		{
			test: 'Should_return_control_units_with_filter',
			asks: [page('control-units?type=Pfr&region=28&take=50&skip=5')],
			facts: [
				each('page.body.control-units', { region: '28', type: 'pfr' }),
				atLeast('page.body.take', 1),
				is('page.body.skip', 5),
			],
		},
		{
			test: 'Should_return_empty_array_when_skip_greater_than_total_count',
			asks: [page('control-units?region=33&take=50&skip=1600')],
			facts: [
				count('page.body.control-units', 0),
				atLeast('page.body.total-count', 1),
				is('page.body.take', 0),
				is('page.body.skip', 1600),
			],
		},
		{
			test: 'Should_return_control_units_with_inactive',
			asks: [page('control-units'), page('control-units?includeinactive=True', 'all')],
			facts: [exceeds('all.body.total-count', 'page.body.total-count')],
		},
		{
			test: 'Should_return_control_unit_by_code',
			asks: [page('control-units/084-034')],
			facts: [status('page', 200), is('page.body.code', '084-034')],
		},
		{
			test: 'Should_return_fall_when_control_unit_not_exist',
			asks: [page('control-units/123456')],
			facts: [status('page', 404)],
		},
		{
			test: 'Should_return_fns_forms',
			asks: [page('fns-forms')],
			facts: [count('page.body.fns-forms', 100), is('page.body.take', 100), is('page.body.skip', 0)],
		},
		{
			test: 'Should_return_fns_forms_with_filter',
			asks: [page('fns-forms?skip=5&take=70')],
			facts: [count('page.body.fns-forms', 70), is('page.body.take', 70), is('page.body.skip', 5)],
		},
		{
			test: 'Should_return_empty_fns_forms_when_skip_is_more_than_total_count',
			asks: [page('fns-forms?skip=2000&take=50')],
			facts: [count('page.body.fns-forms', 0), is('page.body.take', 0), is('page.body.skip', 2000)],
		},
		{
			test: 'Should_return_fns_forms_with_knd',
			asks: [page('fns-forms?knd=1151001')],
			facts: [each('page.body.fns-forms', { knd: '1151001' }), is('page.body.skip', 0)],
		},
		{
			test: 'Should_return_fns_forms_with_all_filters',
			asks: [page('fns-forms?knd=1151001&skip=5&take=10')],
			facts: [
				each('page.body.fns-forms', { knd: '1151001' }),
				count('page.body.fns-forms', 10),
				is('page.body.skip', 5),
				is('page.body.take', 10),
			],
		},
		{
			test: 'Should_return_mvd_unit_by_code',
			asks: [page('control-units/020-015?controlUnitType=Mvd')],
			facts: [is('page.body.code', '020-015'), is('page.body.type', 'mvd')],
		},
		{
			test: 'Should_return_mvd_control_units',
			asks: [page('control-units?type=Mvd&region=02&take=5&skip=0')],
			facts: [
				each('page.body.control-units', { region: '02', type: 'mvd' }),
				each('page.body.control-units', {
					flags: { 'is-active': true, 'is-test': false, 'business-registration': false },
				}),
				atLeast('page.body.take', 1),
				is('page.body.skip', 0),
			],
		},
		{
			test: 'Should_return_citizenship_handbook',
			asks: [page('MvdCitizenship?take=1000&skip=0')],
			facts: [
				is('page.body.handbook-type', 'mvd-citizenship'),
				some('page.body.handbook', { name: 'Россия' }),
			],
		},
		{
			test: 'Should_return_rfRegions_handbook',
			asks: [page('MvdRegionsRf')],
			facts: [
				is('page.body.handbook-type', 'mvd-regions-rf'),
				some('page.body.handbook', { name: 'Свердловская область' }),
			],
		},
		{
			test: 'Should_return_empty_rfRegions_handbook',
			asks: [page('MvdRegionsRf?take=0&skip=0')],
			facts: [is('page.body.handbook-type', 'mvd-regions-rf'), count('page.body.handbook', 0)],
		},
		...types.map(([asked, shown, take]) => ({
			test: `Should_return_handbooks(${asked})`,
			asks: [page(`${asked}?take=25&skip=0`)],
			facts: [
				is('page.body.handbook-type', shown),
				take > 0
					? is('page.body.take', take)
					: { at: 'page.body.take', must: { equal: 'page.body.total-count' } },
			],
		})),
	],
};
