/** What a file is, judged by its content. */
export interface FileKind {
	/** With its article, for sentences. */
	readonly name: string;
	readonly mimeType: string;
	/** Endings that are right for this content; a file without an ending gets the first. */
	readonly endings: readonly string[];
	/** Endings that a received file keeps, although such a file is not accepted under them. */
	readonly tolerated: readonly string[];
	/** How the content came about and what to do, where no name makes the file right. */
	readonly advice?: string;
}

const words = (list: string) => list.split(' ').filter(Boolean);

function kind(
	name: string,
	mimeType: string,
	endings: string,
	more: { tolerated?: string; advice?: string } = {},
): FileKind {
	return {
		name,
		mimeType,
		endings: words(endings),
		tolerated: words(more.tolerated ?? ''),
		advice: more.advice,
	};
}

const openXml = (name: string) => `application/vnd.openxmlformats-officedocument.${name}`;
const openDocument = (name: string) => `application/vnd.oasis.opendocument.${name}`;

const RESPONSE =
	'The previous node saved a response instead of the file. In an HTTP Request node, set Response Format to File and check the address and the sign-in.';
const AS_TEXT =
	'A program read the file as text and changed its bytes. Read it as binary: in n8n with Read/Write Files from Disk, or an HTTP Request node with Response Format set to File.';

/** Documents of Office 97 to 2003; each is a compound file. */
const DOC = 'doc dot wps wiz';
const XLS = 'xls xlt xla xlm xlw et';
const PPT = 'ppt pot pps dps';
const DOCX = 'docx docm dotx dotm';
const XLSX = 'xlsx xlsm xltx xltm xlam xlsb';
const PPTX = 'pptx pptm potx potm ppsx ppsm ppam sldx';
const TEXTS =
	'txt csv tsv tab prn log md ini cfg conf asc text eml sql js css yaml yml json html htm xls doc ics vcf bat sh py';

/**
 * Every kind of file that is told apart. Sources: IANA media types; the documentation of each format for its endings.
 */
export const KINDS = {
	pdf: kind('a PDF document', 'application/pdf', 'pdf'),
	xml: kind(
		'an XML file',
		'application/xml',
		'xml xsd xsl xslt svg fb2 rels wsdl kml gpx xhtml html htm fodt fods fodp xls doc sig config plist',
	),
	jpeg: kind('a JPEG image', 'image/jpeg', 'jpg jpeg jfif jpe jif pjpeg pjp'),
	png: kind('a PNG image', 'image/png', 'png apng ico'),
	tiff: kind('a TIFF image', 'image/tiff', 'tif tiff'),
	gif: kind('a GIF image', 'image/gif', 'gif'),
	bmp: kind('a BMP image', 'image/bmp', 'bmp dib'),
	webp: kind('a WebP image', 'image/webp', 'webp'),
	heic: kind('a HEIC image', 'image/heic', 'heic heif heics avif'),
	icon: kind('an icon', 'image/vnd.microsoft.icon', 'ico cur'),
	djvu: kind('a DjVu document', 'image/vnd.djvu', 'djvu djv'),
	postScript: kind('a PostScript file', 'application/postscript', 'ps eps ai prn'),
	rtf: kind('an RTF document', 'application/rtf', 'rtf doc'),

	docx: kind('a Word document', openXml('wordprocessingml.document'), `${DOCX} doc`),
	xlsx: kind('an Excel workbook', openXml('spreadsheetml.sheet'), `${XLSX} xls`),
	pptx: kind('a PowerPoint presentation', openXml('presentationml.presentation'), `${PPTX} ppt`),
	vsdx: kind('a Visio drawing', 'application/vnd.ms-visio.drawing.main+xml', 'vsdx vsdm vstx vssx'),
	odt: kind('an OpenDocument text', openDocument('text'), 'odt ott odm'),
	ods: kind('an OpenDocument spreadsheet', openDocument('spreadsheet'), 'ods ots'),
	odp: kind('an OpenDocument presentation', openDocument('presentation'), 'odp otp'),
	odg: kind('an OpenDocument drawing', openDocument('graphics'), 'odg otg'),
	epub: kind('an EPUB book', 'application/epub+zip', 'epub'),
	xps: kind('an XPS document', 'application/vnd.ms-xpsdocument', 'xps oxps'),
	jar: kind('a Java archive', 'application/java-archive', 'jar war ear'),
	apk: kind('an Android package', 'application/vnd.android.package-archive', 'apk'),

	wordBinary: kind('a Word 97-2003 document', 'application/msword', DOC),
	excelBinary: kind('an Excel 97-2003 workbook', 'application/vnd.ms-excel', XLS),
	powerPointBinary: kind('a PowerPoint 97-2003 presentation', 'application/vnd.ms-powerpoint', PPT),
	outlookMessage: kind('an Outlook message', 'application/vnd.ms-outlook', 'msg oft'),
	protectedOffice: kind(
		'a password-protected Office document',
		'application/x-ole-storage',
		`${DOCX} ${XLSX} ${PPTX} ${DOC} ${XLS} ${PPT}`,
	),
	/** A compound file whose directory was not seen. */
	compound: kind(
		'an Office 97-2003 document',
		'application/x-ole-storage',
		`${DOC} ${XLS} ${PPT} ${DOCX} ${XLSX} ${PPTX} msg oft msi vsd mpp pub db`,
	),

	zip: kind('a ZIP archive', 'application/zip', 'zip zipx kmz cbz', {
		advice: 'Unpack it, for example with the Compression node, and send the files in it.',
	}),
	/** A ZIP archive whose directory was not seen. */
	zipBased: kind(
		'a ZIP archive',
		'application/zip',
		`zip zipx kmz cbz ${DOCX} ${XLSX} ${PPTX} vsdx odt ott ods ots odp odg epub xps oxps jar war ear apk doc xls ppt`,
	),
	gzip: kind('a gzip archive', 'application/gzip', 'gz tgz emz svgz wmz', {
		advice: 'Unpack it, for example with the Compression node, and send the file in it.',
	}),
	sevenZip: kind('a 7z archive', 'application/x-7z-compressed', '7z'),
	rar: kind('a RAR archive', 'application/vnd.rar', 'rar rev'),
	bzip2: kind('a bzip2 archive', 'application/x-bzip2', 'bz2 tbz tbz2'),
	xz: kind('an XZ archive', 'application/x-xz', 'xz txz'),
	cab: kind('a CAB archive', 'application/vnd.ms-cab-compressed', 'cab'),
	tar: kind('a TAR archive', 'application/x-tar', 'tar'),
	program: kind(
		'a Windows program',
		'application/vnd.microsoft.portable-executable',
		'exe dll scr sys ocx cpl com',
	),
	video: kind('a video or audio file', 'video/mp4', 'mp4 m4v m4a mov 3gp qt'),

	signature: kind('a signature (CMS)', 'application/pkcs7-mime', 'sig p7m p7s sgn sign p7b p7c spc cms der'),
	encrypted: kind('an encrypted file (CMS)', 'application/pkcs7-mime', 'enc p7m cms encr encrypted p7e der'),
	cms: kind('a CMS message', 'application/pkcs7-mime', 'cms p7m p7s p7b sig enc der'),
	certificate: kind('a certificate', 'application/pkix-cert', 'cer crt der'),
	pfx: kind('a key file with a password (PFX)', 'application/x-pkcs12', 'pfx p12', {
		advice:
			'A private key must not leave n8n. Add it to a Kontur Certificate credential, and choose the right file here.',
	}),
	privateKey: kind('a private key', 'application/pkcs8', 'key der p8 pk8', {
		advice:
			'A private key must not leave n8n. Add it to a Kontur Certificate credential, and choose the right file here.',
	}),
	crl: kind('a certificate revocation list', 'application/pkix-crl', 'crl der'),

	webPage: kind('a web page (HTML)', 'text/html', 'html htm xhtml shtml hta md', {
		tolerated: 'xls doc',
		advice: RESPONSE,
	}),
	htmlDocument: kind('an HTML document', 'text/html', 'html htm xhtml shtml xls doc', { advice: RESPONSE }),
	mhtml: kind('a saved web page (MHTML)', 'multipart/related', 'mht mhtml eml doc xls txt'),
	json: kind('JSON', 'application/json', 'json geojson map ipynb txt log har', { advice: RESPONSE }),
	dataUrl: kind('a data URL', 'text/plain', 'txt', {
		advice:
			'The text holds the file as base64. Cut off everything up to the comma, and turn the rest into a file with the Convert to File node (Move Base64 String to File).',
	}),
	placeholder: kind('the text of an empty value', 'text/plain', '', {
		advice: 'An expression returned no value or an object. Check the node that creates the file.',
	}),
	text: kind('a text file', 'text/plain', TEXTS),
	unknown: kind('a file of an unknown kind', 'application/octet-stream', ''),
} as const;

/** Creates the kind for a text that is base64 of another kind. */
export const base64Of = ({ name, endings, mimeType }: FileKind): FileKind => ({
	name: `base64 text of ${name}`,
	mimeType: 'text/plain',
	// Signatures and certificates are often exchanged in this form.
	endings: [
		'txt',
		'b64',
		'base64',
		'asc',
		...(/pkcs|pkix/.test(mimeType) ? endings : []),
		...(/pkix-cert/.test(mimeType) ? ['pem'] : []),
	],
	tolerated: [],
	advice: 'Turn the text into a file with the Convert to File node (Move Base64 String to File).',
});

/** Creates the kind for PEM text (RFC 7468) with a label. */
export const pemOf = (label: string): FileKind => {
	const isKey = label.includes('PRIVATE KEY');
	return {
		name: isKey ? 'a private key (PEM)' : `a PEM file (${label})`,
		mimeType: 'application/x-pem-file',
		endings: words(
			isKey ? 'pem key p8' : 'pem crt cer txt sig p7s p7m p7b sgn sign enc cms csr req crl asc key',
		),
		tolerated: [],
		advice: isKey ? KINDS.privateKey.advice : undefined,
	};
};

/** Creates the kind for a binary file that was read as text. */
export const readAsText = (name: string): FileKind => ({
	name: `${name} that was read as text and is damaged`,
	mimeType: 'application/octet-stream',
	endings: [],
	tolerated: [],
	advice: AS_TEXT,
});

/** Creates the kind for a file that lacks its end. */
export const cutOff = ({ name }: FileKind): FileKind => ({
	name: `${name} that is cut off: its end is missing`,
	mimeType: 'application/octet-stream',
	endings: [],
	tolerated: [],
	advice: 'Load the file again, completely.',
});
