const organization = '/v2/organizations/{organizationId}';
const cashRegister = `${organization}/cashboxes/{kktRegId}`;
const driveDocuments = '/v1/integration/inns/{inn}/kkts/{kktRegId}/fss/{fsId}/tickets';

/** Source: Kontur.OFD documentation, "Methods". */
export const routes = {
	organizations: '/v2/organizations',
	organization,
	organizationDailyTotals: `${organization}/statistics/cash-receipt/by-days`,
	cashRegisters: `${organization}/cashboxes`,
	cashRegister,
	dailyTotals: `${cashRegister}/statistics/cash-receipt/by-days`,
	shiftTotals: `${cashRegister}/statistics/cash-receipt/by-shifts`,
	documents: `${cashRegister}/documents/by-period`,
	documentsOfDay: `${cashRegister}/documents`,
	document: `${cashRegister}/documents/{documentId}`,
	driveDocuments,
	driveDocument: `${driveDocuments}/{documentNumber}`,
} as const;
