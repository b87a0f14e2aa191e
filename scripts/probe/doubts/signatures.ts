import { forPerson, type Section } from '../doubt';

export const signatures: Section = {
	title: 'Signatures and keys',
	doubts: [
		forPerson('G3', {
			question:
				'What the social fund requires of an XML signature: its place, the canonicalization, a reference to the document or to an element',
			weDo: 'Last child of the root, exclusive canonicalization, the whole document; `into`, `canonicalization`, `element` change each',
			where: 'N `shared/gost/xml/sign.ts`',
			person: 'Compare with a file that was accepted',
		}),
		forPerson('G4', {
			question:
				'Names of the algorithms of 2001 in XML: `w3.org/2001/04/xmldsig-more#…` from the first drafts, or the registered `urn:ietf:params:xml:ns:cpxmlsec:…`',
			weDo: "The drafts' names are written, both are read; for 2012 only the registered names exist",
			where: 'N `shared/gost/xml/algorithms.ts`',
			person: 'Only old files have them',
		}),
		forPerson('G5', {
			question: 'Formats of a CryptoPro key container and of its PFX: only unofficial descriptions exist',
			weDo: 'Implemented from those; the check values inside confirm the result. Ten public containers of CSP and four of its PFX files were opened by 0.1.0, outside the repository. Not seen: a container with two keys, and header.key of a version after 2',
			where: 'N `shared/gost/keys/container.ts`, `shared/gost/keys/cryptoProPfx.ts`',
			person: 'Open a container with two keys, made by CryptoPro CSP',
		}),
	],
};
