export { readDocuments, type DemandDocument } from './demandFiles';
export { demandDocumentId, partiesOf, type DemandParties } from './demandParties';
export { sendInventory, sendInventoryRoutes } from './sendInventory';
