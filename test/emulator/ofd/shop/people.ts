import type { Organization, Register, RegisterProfile } from '../types';

const WEIGHTS = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

function control(digits: string): string {
	const weights = WEIGHTS.slice(WEIGHTS.length - digits.length);
	const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * weights[index], 0);
	return String((sum % 11) % 10);
}

/** INN with right check digits: nine digits make a company's, ten an entrepreneur's. */
export function innFrom(digits: string): string {
	const first = digits + control(digits);
	return digits.length === 9 ? first : first + control(first);
}

export function makeOrganization(
	given: Partial<Organization> & Pick<Organization, 'id' | 'inn' | 'fullName'>,
): Organization {
	return {
		id: given.id,
		inn: given.inn,
		kpp: given.kpp ?? null,
		ogrn: given.ogrn ?? `1${given.inn.slice(0, 12).padEnd(12, '0')}`,
		shortName: given.shortName ?? given.fullName,
		fullName: given.fullName,
		revoked: given.revoked ?? false,
		registers: [],
	};
}

const ORDINARY: RegisterProfile = {
	goods: 'grocery',
	taxationType: 1,
	saleKind: 'receipt',
	agent: false,
	ffd: '1.05',
	padInn: false,
};

export interface RegisterInput {
	regNumber: string;
	name: string;
	zone: number;
	address: string;
	serialNumber?: string;
	modelName?: string;
	kpp?: string | null;
	salesPointName?: string;
	addressSince?: string;
	permissionFrom?: string | null;
	permissionTo?: string | null;
	blankEvery?: number;
	profile?: Partial<RegisterProfile>;
}

export function makeRegister(input: RegisterInput): Register {
	return {
		regNumber: input.regNumber,
		serialNumber: input.serialNumber ?? input.regNumber.slice(-14),
		name: input.name,
		modelName: input.modelName ?? 'АТОЛ 30Ф',
		kpp: input.kpp ?? null,
		zone: input.zone,
		addresses: [{ address: input.address, startDate: input.addressSince ?? '2024-01-01T00:00:00' }],
		salesPointName: input.salesPointName ?? input.name,
		permissionFrom: input.permissionFrom ?? null,
		permissionTo: input.permissionTo ?? null,
		drives: [],
		offline: false,
		clockAheadMinutes: 0,
		revoked: false,
		blankEvery: input.blankEvery ?? 0,
		profile: { ...ORDINARY, ...input.profile },
	};
}
