export { builderDocuments, readDocuments, type DemandDocument } from './demandFiles';
export { demandDocumentId, partiesOf, type DemandParties } from './demandParties';
