import { places } from '../e2e/support/places';

/** Why nothing can be measured in a real n8n here; undefined when it can. */
export function notSetUp(): string | undefined {
	try {
		places();
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}
