import type { JsonObject } from '../../core/values';
import { calendarDate } from '../dates';
import { demandFile, demandPaper } from '../incoming/demandFile';
import {
	addDocument,
	authoritySignature,
	emitEvent,
	newDocflow,
	operatorSignature,
	payerText,
} from '../docflows/docflowStore';
import type { Account, Docflow, Organization } from '../model';
import { formName } from '../handbooks/reportFile';
import { robots } from '../flows';
import { acknowledgeAll, advanceRobot } from '../exchange/robots';
import { sampleReport } from './sampleReport';
import type { ExternState } from '../state';

const visibleCount = 230;
const hour = 3600 * 1000;
const spacing = 6 * hour;

const offices = ['0087', '0088', '0085'];
const knds = ['1151006', '1151001', '1151111', '1152017', '1151100'];
const hidden = [
	'fss-sedo-demand',
	'fss-sedo-proactive-payments-demand',
	'fss-sedo-sick-report-change-notification',
	'business-registration',
];

interface Place {
	extern: ExternState;
	account: Account;
	organization: Organization;
	login: string;
	at: number;
	index: number;
}

function start(place: Place, type: string, status: string, description: JsonObject): Docflow {
	const { extern, account, organization, login, at } = place;
	const facts = { type, status, organization, description, ownerLogin: login, at, visibleAt: 0 };
	return newDocflow(extern, account, facts);
}

function report(place: Place): void {
	const { extern, account, organization, at, index } = place;
	const office = offices[index % offices.length];
	const knd = knds[index % knds.length];
	const docflow = start(place, 'fns534-report', 'sent', {
		'form-version': {
			knd,
			version: '101420',
			'form-fullname': formName(knd),
			'form-shortname': formName(knd),
		},
		recipient: office,
		'final-recipient': office,
		'correction-number': 997 + (index % 3),
		'period-begin': calendarDate(2024, 1, 1),
		'period-end': calendarDate(2024, 3, 31),
		'period-code': '21',
		'payer-inn': payerText(organization),
	});
	const file = sampleReport({ ...organization, office, knd, guid: extern.random.guid() });
	addDocument(extern, account, docflow, {
		type: 'fns534-report',
		filename: file.filename,
		at,
		signatures: [operatorSignature(extern)],
	});
	addDocument(extern, account, docflow, {
		type: 'fns534-report-description',
		filename: 'TR_DEKL.xml',
		at,
	});
	addDocument(extern, account, docflow, {
		type: 'fns534-report-date-confirmation',
		filename: `PD_${file.filename}`,
		at,
		signatures: [operatorSignature(extern)],
		replyTypes: ['fns534-report-receipt'],
	});
	emitEvent(extern, account, docflow, 'urn:transaction:report', at);
	docflow.robot = { outcome: robots[office].outcome, done: 0 };
	const steps = index % 4;
	let moment = at;
	for (let step = 0; step < steps; step++) {
		moment += hour;
		advanceRobot(extern, account, docflow, moment);
	}
	if (index % 3 === 0) acknowledgeAll(extern, account, docflow, moment + hour / 2);
}

function demand(place: Place): void {
	const { extern, account, organization, at, index } = place;
	const docflow = start(place, 'fns534-demand', 'received', {
		'attachments-count': 1,
		'payer-inn': payerText(organization),
		cu: '0087',
		'receipt-status': 'waiting',
		'replies-status': 'not-sent',
		...(index % 20 === 6 ? { 'sent-on-report-filename': `NO_PRIB_0087_${index}.xml` } : {}),
	});
	const number = String(1000 + index);
	const filename = `1165013_${index}.pdf`;
	const day = new Date(at).toISOString().slice(0, 10);
	addDocument(extern, account, docflow, {
		type: 'fns534-demand-attachment',
		filename,
		contentType: 'application/pdf',
		bytes: demandPaper({ number, knd: '1165013', date: day, replyDate: day, inn: organization.inn }),
		at,
		requisites: { 'demand-number': number, 'demand-knd': '1165013' },
		signatures: [authoritySignature(extern)],
	});
	const { inn, kpp } = organization;
	const fileId = `ON_DOCNPNO_${inn}_0087_${index}`;
	addDocument(extern, account, docflow, {
		type: 'fns534-demand',
		filename: `${fileId}.xml`,
		bytes: demandFile({ fileId, knd: '1165013', office: '0087', inn, kpp, attachments: [filename] }),
		at,
		signatures: [authoritySignature(extern)],
		replyTypes: ['fns534-demand-receipt'],
	});
	docflow.robot = { outcome: 'accept', done: 0 };
	emitEvent(extern, account, docflow, 'urn:transaction:document', at);
}

function authorityLetter(place: Place): void {
	const { extern, account, organization, at, index } = place;
	const docflow = start(place, 'fns534-cu-letter', 'received', {
		cu: '0087',
		subject: `Письмо ${index}`,
		'recipient-inn': payerText(organization),
	});
	addDocument(extern, account, docflow, {
		type: 'fns534-cu-letter',
		filename: `letter_${index}.xml`,
		at,
		signatures: [authoritySignature(extern)],
		replyTypes: ['fns534-cu-letter-receipt'],
	});
	emitEvent(extern, account, docflow, 'urn:transaction:cu-letter', at);
}

function letter(place: Place): void {
	const { extern, account, organization, at, index } = place;
	const docflow = start(place, 'fns534-letter', 'delivered', {
		cu: '0087',
		recipient: '0087',
		'final-recipient': '0087',
		subject: `Обращение ${index}`,
		'sender-inn': payerText(organization),
	});
	addDocument(extern, account, docflow, {
		type: 'fns534-letter',
		filename: `letter_out_${index}.xml`,
		at,
		signatures: [operatorSignature(extern)],
	});
	emitEvent(extern, account, docflow, 'urn:transaction:respondent-letter', at);
}

function otherReport(place: Place): void {
	const { extern, account, at, index } = place;
	const statistics = index % 20 === 9;
	const docflow = statistics
		? start(place, 'stat-report', 'finished', {
				'form-version': { okud: '0610013', 'form-fullname': 'Сведения о численности' },
				recipient: '66-00',
				okpo: '12345678',
				okud: '0610013',
				'period-begin': calendarDate(2024, 1, 1),
				'period-end': calendarDate(2024, 12, 31),
				'period-code': '34',
				'correction-number': 0,
			})
		: start(place, 'pfr-report', 'finished', {
				cu: '066-001',
				'registration-number': '066-001-012345',
				'final-recipient': '066-001',
				'form-version': { 'form-fullname': 'Сведения о стаже' },
				'period-begin': calendarDate(2024, 1, 1),
				'period-end': calendarDate(2024, 12, 31),
			});
	docflow.successState = 'successful';
	addDocument(extern, account, docflow, {
		type: docflow.type,
		filename: `report_${index}.xml`,
		at,
		signatures: [operatorSignature(extern)],
	});
	emitEvent(extern, account, docflow, 'urn:transaction:report', at);
}

function hiddenFlow(place: Place): void {
	const type = hidden[place.index % hidden.length];
	const docflow = start(place, type, 'received', { 'registration-number': '1234567890' });
	docflow.robot = { outcome: 'accept', done: 0 };
}

/** Docflows of every look, in the order of time, so that the event log is in that order too. */
export function seedDocflows(
	extern: ExternState,
	account: Account,
	logins: { admin: string; other: string },
): void {
	const organizations = [...account.organizations.values()];
	const begin = extern.clock.now().getTime() - visibleCount * spacing;
	for (let index = 0; index < visibleCount; index++) {
		const place: Place = {
			extern,
			account,
			organization: organizations[index % organizations.length],
			login: index % 5 === 1 ? logins.other : logins.admin,
			at: begin + index * spacing,
			index,
		};
		const kind = index % 10;
		if (kind <= 5) report(place);
		else if (kind === 6) demand(place);
		else if (kind === 7) authorityLetter(place);
		else if (kind === 8) letter(place);
		else otherReport(place);
		if (index % 20 === 0) hiddenFlow({ ...place, index: index / 20 });
	}
}
