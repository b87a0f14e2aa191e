export { type BinaryInput } from './binary';
export { inputBinaryField, limit, locator, outputBinaryField, returnAll, simplify } from './fields';
export { listSearchOf, listSearchOfCatalog } from './listSearch';
export { ofMoscow, toDay, toMoment } from './moment';
export { field, requestOperation, resource, routesOf, runOperation } from './operation';
export { fieldsOf, propertiesOf, propertyOf, subtitleOf } from './properties';
export { runCatalog } from './run';
export { searchBySkip, searchWhole } from './search';
export type { Catalog, Field, ListSearch, Operation, OperationContext, Output, Params } from './types';
