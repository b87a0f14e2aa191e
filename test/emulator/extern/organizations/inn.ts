const weights10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const weights11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const weights12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

function controlDigit(digits: string, weights: number[]): string {
	const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
	return String((sum % 11) % 10);
}

export function isInn(text: string): boolean {
	if (/^\d{10}$/.test(text)) return controlDigit(text, weights10) === text[9];
	if (!/^\d{12}$/.test(text)) return false;
	return controlDigit(text, weights11) === text[10] && controlDigit(text, weights12) === text[11];
}

/** Adds the control digits: 9 digits make a company's INN, 10 digits a person's. */
export function completeInn(digits: string): string {
	if (digits.length === 9) return digits + controlDigit(digits, weights10);
	const eleven = digits + controlDigit(digits, weights11);
	return eleven + controlDigit(eleven, weights12);
}

export function isKpp(text: string): boolean {
	return /^\d{4}[\dA-Z]{2}\d{3}$/.test(text);
}

/** The joined form Kontur uses in descriptions and filters. */
export function innKpp(owner: { inn: string; kpp?: string }): string {
	return owner.kpp ? `${owner.inn}-${owner.kpp}` : owner.inn;
}
