/** The values of a field that takes several: from the list, or out of an expression that gives text with commas. */
export const asList = (value: unknown): string[] => [
	...new Set(
		(Array.isArray(value) ? (value as unknown[]) : String(value ?? '').split(','))
			.map((one) => String(one).trim())
			.filter(Boolean),
	),
];
