import type { EmulatorRequest, Reply } from '../core/router';
import { asArray, asObject, at, type JsonObject } from '../core/values';
import { localToMs, msToLocal, HOUR } from '../ofd/shop/time';
import { refusal } from '../ofd';
import { changed, everywhere, renamed } from './json';
import type { Readings, Rule } from './rule';

const REGISTER = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}';
const PERIOD = `GET ${REGISTER}/documents/by-period`;
const REGISTERS = 'GET /v2/organizations/{organizationId}/cashboxes';
const BY_DAYS = `GET ${REGISTER}/statistics/cash-receipt/by-days`;

/** Changes the documents of a page. */
const documents = (change: (list: unknown[]) => unknown[]): Rule => ({
	answers: { [PERIOD]: changed((json) => ({ ...json, documents: change(asArray(json.documents)) })) },
});

/** Changes the document inside each envelope. */
const bodies = (change: (body: JsonObject, index: number) => JsonObject): Rule =>
	documents((list) =>
		list.map((envelope, index) =>
			Object.fromEntries(
				Object.entries(asObject(envelope)).map(([kind, body]) => [kind, change(asObject(body), index)]),
			),
		),
	);

/** How the end of a list is written. */
const end = (paging: JsonObject): Rule => ({
	answers: {
		[PERIOD]: (reply: Reply, { query }: EmulatorRequest) =>
			changed((json) =>
				query.has('offset') && asArray(json.documents).length === 0 ? { ...json, paging } : json,
			)(reply),
	},
});

const later = (local: string) => msToLocal(localToMs(local) + 4 * HOUR);

export const ofd: Readings = {
	O1: { raw: { ofd: { rawOffset: true } } },
	O2: { absent: end({}), null: end({ nextOffset: null }) },
	O3: { full: { ofd: { filterFirst: true } } },
	O4: { other: documents((list) => [...list].reverse()) },
	O5: { kept: { ofd: { emptyPeriodOffset: 'keep' } } },
	O6: {
		other: {
			instead: {
				[PERIOD]: ({ query }) => {
					const [from, to] = [query.get('dateFrom') ?? '', query.get('dateTo') ?? ''];
					if (from !== to) return undefined;
					query.set('dateFrom', later(from));
					query.set('dateTo', later(to));
					return undefined;
				},
			},
		},
	},
	O7: {
		plain: { ofd: { receivedFormat: 'plain' } },
		fraction: { ofd: { receivedFormat: 'fraction' } },
		absent: { ofd: { d22: true } },
	},
	O8: { absent: { ofd: { unlimited: 'absent' } }, far: { ofd: { unlimited: 'far' } } },
	O9: { cut: { ofd: { permission: 'cut' } } },
	O10: { format: { ofd: { ffdCodes: true } } },
	O11: { body: { ofd: { emptyBody: true } } },
	O12: { gaps: documents((list) => list.filter((_document, index) => index % 5 !== 1)) },
	O13: {
		other: bodies((body, index) =>
			index === 0 ? { ...body, receiveDateTimeUtc: '2099-01-01T00:00:00Z' } : body,
		),
	},
	O14: {
		zero: { ofd: { zeroId: true } },
		missing: bodies(({ id: _id, ...body }) => body),
	},
	O15: {
		drive: {
			answers: {
				[REGISTERS]: (reply) => ({
					...reply,
					json: everywhere(reply.json, (json) => renamed(json, 'fiscalDriverNumber', 'fiscalDriveNumber')),
				}),
			},
		},
	},
	O16: { bare: bodies((body) => ({ ...body, kktRegId: String(body.kktRegId).trim() })) },
	O17: {
		session: {
			answers: {
				'GET /v2/organizations': (reply) =>
					reply.status === 401 ? { status: 401, json: refusal('sessionMissing').body } : reply,
			},
		},
	},
	O18: { documents: { ofd: { forbiddenRegister: 'cashboxdocuments' } } },
	O20: { absent: { ofd: { d22: true } } },
	O21: {
		later: bodies((body, index) =>
			index === 0 ? { ...body, receiveDateTimeUtc: '2099-01-01T00:00:00Z' } : body,
		),
	},
	O22: {
		ignored: {
			instead: {
				[PERIOD]: ({ query }) => void (query.get('types') === 'unknownKind' && query.delete('types')),
			},
		},
	},
	O23: {
		deducted: bodies((body) => {
			const [storno] = asArray(body.stornoItems);
			return storno ? { ...body, totalSum: Number(body.totalSum) - Number(at(storno, 'sum')) } : body;
		}),
	},
	O24: { refused: { answers: { [BY_DAYS]: () => ({ status: 403, json: refusal('forbidden').body }) } } },
	O25: {
		sometimes: bodies((body) =>
			Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith('nds'))),
		),
	},
	O26: { yes: { ofd: { countCorrections: true } } },
	O27: {
		stops: {
			answers: {
				[REGISTERS]: (reply) => ({
					...reply,
					json: everywhere(reply.json, (json) =>
						json.permissionTo ? { ...json, lastDocumentTimestamp: json.permissionTo } : json,
					),
				}),
			},
		},
	},
	O28: {
		padded: {
			instead: {
				'GET /v1/integration/inns/{inn}/kkts/{kktRegId}/fss/{fsId}/tickets': ({ params }) => {
					if (!params.inn.endsWith(' ')) return { status: 404 };
					params.inn = params.inn.trim();
					return undefined;
				},
			},
		},
	},
};
