import { createHash } from 'node:crypto';

import { documentGuid } from '../request/guid';
import { Random } from './random';
import {
	closeArchiveBody,
	closeShiftBody,
	currentStateBody,
	openShiftBody,
	registrationBody,
} from '../reports';
import { makeSale } from './sale';
import type {
	DocumentKind,
	Drive,
	FiscalDocument,
	JsonObject,
	Organization,
	Register,
	SaleKind,
	Shift,
} from '../types';

/** When and whether a document leaves the drive. */
export interface Moment {
	dateTime: string;
	receivedAt: number | null;
}

/** The contents of a document, shared by its copies. */
interface Contents {
	make: () => JsonObject;
	made?: JsonObject;
}

class PrintedDocument implements FiscalDocument {
	constructor(
		readonly kind: DocumentKind,
		readonly fn: string,
		readonly fd: number,
		readonly id: string,
		readonly dateTime: string,
		readonly receivedAt: number | null,
		private readonly contents: Contents,
	) {}

	get body(): JsonObject {
		return (this.contents.made ??= this.contents.make());
	}

	/** Another document that may arrive at another time, with the same contents. */
	copy(): PrintedDocument {
		const { kind, fn, fd, id, dateTime, receivedAt, contents } = this;
		return new PrintedDocument(kind, fn, fd, id, dateTime, receivedAt, contents);
	}
}

/** Prints documents of one simulated register the way a fiscal drive numbers them. */
export class Machine {
	constructor(
		readonly organization: Organization,
		readonly register: Register,
	) {}

	get drive(): Drive {
		const drive = this.register.drives[this.register.drives.length - 1];
		if (!drive) throw new Error(`register ${this.register.regNumber} has no drive`);
		return drive;
	}

	installDrive(fn: string): Drive {
		const drive: Drive = { fn, documents: [], moves: 0, lastShiftNumber: 0, shift: null, closed: false };
		this.register.drives.push(drive);
		return drive;
	}

	registration(moment: Moment, reasons: number[] | null): FiscalDocument {
		const body = registrationBody(this.organization, this.register, this.random(), reasons);
		return this.append(reasons ? 'fiscalReportCorrection' : 'fiscalReport', moment, body);
	}

	openShift(moment: Moment): FiscalDocument {
		const { drive } = this;
		if (drive.shift) throw new Error(`shift ${drive.shift.number} is already open`);
		drive.lastShiftNumber += 1;
		const body = openShiftBody(this.organization, this.register, drive, this.random());
		drive.shift = {
			number: drive.lastShiftNumber,
			requestNumber: 0,
			receipts: 0,
			documents: 0,
			openedAt: moment.dateTime,
		};
		return this.append('openShift', moment, body);
	}

	closeShift(moment: Moment): FiscalDocument {
		const { drive } = this;
		this.openedShift();
		const body = closeShiftBody(this.organization, this.register, drive, this.random());
		const document = this.append('closeShift', moment, body);
		drive.shift = null;
		return document;
	}

	currentState(moment: Moment): FiscalDocument {
		return this.append(
			'currentStateReport',
			moment,
			currentStateBody(this.organization, this.register, this.drive),
		);
	}

	sale(kind: SaleKind, moment: Moment, overrides: JsonObject = {}): FiscalDocument {
		const shift = this.openedShift();
		shift.requestNumber += 1;
		shift.receipts += 1;
		const numbers = {
			fd: this.nextNumber(),
			shiftNumber: shift.number,
			requestNumber: shift.requestNumber,
		};
		const { organization, register } = this;
		const random = this.random();
		// Thousands of receipts are seeded and few are read, so their contents are created on first read.
		return this.append(kind, moment, () => ({
			...makeSale(organization, register, kind, numbers, random),
			...overrides,
		}));
	}

	closeArchive(moment: Moment): FiscalDocument {
		const body = closeArchiveBody(this.organization, this.register, this.random());
		const document = this.append('closeArchive', moment, body);
		this.drive.closed = true;
		return document;
	}

	private openedShift(): Shift {
		const { shift } = this.drive;
		if (!shift) throw new Error(`no shift is open on register ${this.register.regNumber}`);
		return shift;
	}

	private nextNumber(): number {
		return this.drive.documents.length + 1;
	}

	private random(): Random {
		return new Random(`${this.register.regNumber}|${this.drive.fn}|${this.nextNumber()}`);
	}

	private append(
		kind: DocumentKind,
		moment: Moment,
		contents: JsonObject | (() => JsonObject),
	): FiscalDocument {
		const { drive, register } = this;
		if (drive.closed) throw new Error(`drive ${drive.fn} is closed`);
		const fd = this.nextNumber();
		const id = documentGuid(register.regNumber, drive.fn, fd);
		const body = () => ({
			fiscalSign: fiscalSign(id),
			...(typeof contents === 'function' ? contents() : contents),
		});
		const { dateTime, receivedAt } = moment;
		const document = new PrintedDocument(kind, drive.fn, fd, id, dateTime, receivedAt, { make: body });
		drive.documents.push(document);
		if (drive.shift) drive.shift.documents += 1;
		return document;
	}
}

function fiscalSign(id: string): number {
	return createHash('sha256').update(id).digest().readUInt32BE(0);
}
