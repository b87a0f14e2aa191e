export const contentPath = '/v1/{accountId}/contents/{contentId}';

export const draftPath = '/v1/{accountId}/drafts/{draftId}';
export const draftDocumentPath = `${draftPath}/documents/{documentId}` as const;
export const draftSignaturePath = `${draftDocumentPath}/signatures/{signatureId}` as const;
export const draftTaskPath = `${draftPath}/tasks/{taskId}` as const;

export const builderPath = '/v1/{accountId}/drafts/builders/{draftsBuilderId}';
export const builderTaskPath = `${builderPath}/tasks/{taskId}` as const;
export const builderDocumentPath = `${builderPath}/documents/{documentId}` as const;
export const builderFilesPath = `${builderDocumentPath}/files` as const;

export const docflowPath = '/v1/{accountId}/docflows/{docflowId}';
export const docflowDocumentPath = `${docflowPath}/documents/{documentId}` as const;
export const documentsRequestPath = `${docflowPath}/documents-requests/{documentsRequestId}` as const;
export const pfrReplyPath = `${docflowDocumentPath}/pfr-replies/{replyId}` as const;
export const inventoriesPath = `${docflowDocumentPath}/inventories` as const;
/** An inventory is a document flow nested under the demand that it answers. */
export const inventoryPath =
	'/v1/{accountId}/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/inventories/{inventoryId}';

/** The routes of `uploadContent`. */
export const uploadRoutes = ['POST /v1/{accountId}/contents', `PUT ${contentPath}`] as const;
