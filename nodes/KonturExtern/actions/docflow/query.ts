import { toDay, toMoment, type Params } from '../../../shared/catalog';
import type { docflowFilters } from '../../fields';
import { shortUrns } from '../../api/urns';

/**
 * Converts the filters to Kontur's query.
 * Source: Kontur.Extern documentation, "Docflows", list.
 */
export const docflowQuery = (
	{ filters }: Params<readonly [typeof docflowFilters]>,
	{ timeZone }: { timeZone: string },
) => ({
	type: shortUrns(filters.types, filters.typeNames),
	incoming: filters.direction === undefined ? undefined : filters.direction === 'incoming',
	finished: filters.state === undefined ? undefined : filters.state === 'finished',
	successState: filters.successState,
	orderBy: filters.orderBy ?? 'descending',
	cu: filters.cu,
	knd: filters.knd,
	okud: filters.okud,
	okpo: filters.okpo,
	formName: filters.formName,
	regNumber: filters.regNumber,
	innKpp: filters.innKpp,
	orgId: filters.orgId,
	forAllUsers: filters.forAllUsers,
	demandNumber: filters.demandNumber,
	demandsOnReports: filters.demandsOnReports,
	pfrLetterCategory: filters.pfrLetterCategory,
	periodFrom: toDay(filters.periodFrom),
	periodTo: toDay(filters.periodTo),
	createdFrom: toMoment(filters.createdFrom, timeZone),
	createdTo: toMoment(filters.createdTo, timeZone),
	updatedFrom: toMoment(filters.updatedFrom, timeZone),
	updatedTo: toMoment(filters.updatedTo, timeZone),
});
