/** Addresses that several operations share. Source: Kontur.OFD documentation, "Methods". */
export const paths = {
	organizations: '/v2/organizations',
	organization: '/v2/organizations/{organizationId}',
	cashboxes: '/v2/organizations/{organizationId}/cashboxes',
	cashbox: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}',
	byPeriod: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period',
	tickets: '/v1/integration/inns/{inn}/kkts/{kktRegId}/fss/{fsId}/tickets',
} as const;
