export { findByInn, isByInn } from './byInn';
export { contentOf, once, textFile, type BinaryInput } from './binary';
export {
	additionalFields,
	booleanField,
	dateField,
	filters,
	inputBinaryField,
	limit,
	locator,
	options,
	outputBinaryField,
	returnAll,
	simplify,
	textField,
	updateFields,
} from './fields';
export { closeSource, MAX_IN_MEMORY, peek, readWhole, storeFile } from './files';
export { isTooMuchData } from './gathered';
export { parseInn, type InnKpp } from './inn';
export { listSearchOf, listSearchOfCatalog } from './listSearch';
export { toDay, toMoment, withMoscowZone, zoneOffset } from './moment';
export { field, requestOperation, resource, routesOf, runOperation } from './operation';
export { fieldsOf, main, propertiesOf, propertyOf, subtitleOf } from './properties';
export {
	onPartialFailure,
	onPartialFailureOfTotals,
	partsOf,
	type OnPartialFailure,
	type Parts,
} from './parts';
export { runCatalog } from './run';
export { searchBySkip, searchWhole } from './search';
export type {
	Catalog,
	Field,
	InnLookup,
	ListSearch,
	Operation,
	OperationContext,
	Output,
	Params,
	Resource,
} from './types';
export { omit, pick, toList } from './values';
export { forVersions, isOfVersion } from './versions';
