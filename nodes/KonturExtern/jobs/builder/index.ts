export { buildRoutes, startBuilding, waitForBuilderTask } from './buildDrafts';
export { builderMeta, dataOfDocument, dataOfFile } from './builderData';
export { putBuilderFile } from './builderFiles';
export type { BuilderDocument } from './buildDocuments';
export { sendBuilt, sendBuiltRoutes } from './sendBuilt';
