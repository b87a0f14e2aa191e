export {
	documentsOfFund,
	documentsRequestKind,
	isExchangeError,
	requestDocuments,
	requestRoutes,
	sentDocumentsRequest,
	wantsRequest,
} from './requestDocuments';
