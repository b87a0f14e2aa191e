export interface UnitSigner {
	signerType: 'chief' | 'representative';
	thumbprint?: string;
}

export interface Warrant {
	ownerLogin: string;
	organizationId: string;
	number: string;
	fio: FullName;
}

export interface FullName {
	surname: string;
	name: string;
	patronymic: string;
}

export interface Employee {
	id: string;
	fio: FullName;
	inn: string;
	position: string;
}

export type CloudConfirmation = 'none' | 'sms' | 'my-dss' | 'applet';
