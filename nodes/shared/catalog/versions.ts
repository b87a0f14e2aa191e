import type { Field } from './types';

/** The name under which n8n's display conditions know the version of a node. */
export const VERSION = '@version';

/**
 * Declares a field for some versions of its node. n8n does not store values that equal the default, so a default can
 * change only in a new version: workflows that were saved with the old version keep the old one.
 */
export const forVersions = <const F extends Field>(versions: readonly number[], declared: F) => ({
	...declared,
	displayOptions: {
		...declared.displayOptions,
		show: { ...declared.displayOptions?.show, [VERSION]: versions },
	},
});

export function isOfVersion({ displayOptions }: Field, version: number): boolean {
	const versions = displayOptions?.show?.[VERSION] as readonly unknown[] | undefined;
	return versions?.includes(version) ?? true;
}
