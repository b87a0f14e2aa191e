export {
	documentsOfFund,
	isExchangeError,
	requestDocuments,
	requestRoutes,
	sentDocumentsRequest,
	wantsRequest,
} from './requestDocuments';
