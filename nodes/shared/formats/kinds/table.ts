import { t } from '../../language';

/** What a file is, judged by its content. */
export interface FileKind {
	/** With its article, for sentences. */
	readonly name: string;
	readonly mimeType: string;
	/** Endings that are right for this content; a file without an ending gets the first. */
	readonly endings: readonly string[];
	/** Endings that a received file keeps, although such a file is not accepted under them. */
	readonly tolerated: readonly string[];
	/** Whether it must not leave n8n. */
	readonly isPrivateKey?: true;
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

const RESPONSE = t`The previous node saved a response instead of the file. In an HTTP Request node, set Response Format to File and check the address and the sign-in.`;
const AS_TEXT = t`A program read the file as text and changed its bytes. Read it as binary: in n8n with Read/Write Files from Disk, or an HTTP Request node with Response Format set to File.`;

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
	pdf: kind(t`a PDF document`, 'application/pdf', 'pdf'),
	xml: kind(
		t`an XML file`,
		'application/xml',
		'xml xsd xsl xslt svg fb2 rels wsdl kml gpx xhtml html htm fodt fods fodp xls doc sig config plist',
	),
	jpeg: kind(t`a JPEG image`, 'image/jpeg', 'jpg jpeg jfif jpe jif pjpeg pjp'),
	png: kind(t`a PNG image`, 'image/png', 'png apng ico'),
	tiff: kind(t`a TIFF image`, 'image/tiff', 'tif tiff'),
	gif: kind(t`a GIF image`, 'image/gif', 'gif'),
	bmp: kind(t`a BMP image`, 'image/bmp', 'bmp dib'),
	webp: kind(t`a WebP image`, 'image/webp', 'webp'),
	heic: kind(t`a HEIC image`, 'image/heic', 'heic heif heics avif'),
	icon: kind(t`an icon`, 'image/vnd.microsoft.icon', 'ico cur'),
	djvu: kind(t`a DjVu document`, 'image/vnd.djvu', 'djvu djv'),
	postScript: kind(t`a PostScript file`, 'application/postscript', 'ps eps ai prn'),
	rtf: kind(t`an RTF document`, 'application/rtf', 'rtf doc'),

	docx: kind(t`a Word document`, openXml('wordprocessingml.document'), `${DOCX} doc`),
	xlsx: kind(t`an Excel workbook`, openXml('spreadsheetml.sheet'), `${XLSX} xls`),
	pptx: kind(t`a PowerPoint presentation`, openXml('presentationml.presentation'), `${PPTX} ppt`),
	vsdx: kind(t`a Visio drawing`, 'application/vnd.ms-visio.drawing.main+xml', 'vsdx vsdm vstx vssx'),
	odt: kind(t`an OpenDocument text`, openDocument('text'), 'odt ott odm'),
	ods: kind(t`an OpenDocument spreadsheet`, openDocument('spreadsheet'), 'ods ots'),
	odp: kind(t`an OpenDocument presentation`, openDocument('presentation'), 'odp otp'),
	odg: kind(t`an OpenDocument drawing`, openDocument('graphics'), 'odg otg'),
	epub: kind(t`an EPUB book`, 'application/epub+zip', 'epub'),
	xps: kind(t`an XPS document`, 'application/vnd.ms-xpsdocument', 'xps oxps'),
	jar: kind(t`a Java archive`, 'application/java-archive', 'jar war ear'),
	apk: kind(t`an Android package`, 'application/vnd.android.package-archive', 'apk'),

	wordBinary: kind(t`a Word 97-2003 document`, 'application/msword', DOC),
	excelBinary: kind(t`an Excel 97-2003 workbook`, 'application/vnd.ms-excel', XLS),
	powerPointBinary: kind(t`a PowerPoint 97-2003 presentation`, 'application/vnd.ms-powerpoint', PPT),
	outlookMessage: kind(t`an Outlook message`, 'application/vnd.ms-outlook', 'msg oft'),
	protectedOffice: kind(
		t`a password-protected Office document`,
		'application/x-ole-storage',
		`${DOCX} ${XLSX} ${PPTX} ${DOC} ${XLS} ${PPT}`,
	),
	/** A compound file whose directory was not seen. */
	compound: kind(
		t`an Office 97-2003 document`,
		'application/x-ole-storage',
		`${DOC} ${XLS} ${PPT} ${DOCX} ${XLSX} ${PPTX} msg oft msi vsd mpp pub db`,
	),

	zip: kind(t`a ZIP archive`, 'application/zip', 'zip zipx kmz cbz', {
		advice: t`Unpack it, for example with the Compression node, and send the files in it.`,
	}),
	/** A ZIP archive whose directory was not seen. */
	zipBased: kind(
		t`a ZIP archive`,
		'application/zip',
		`zip zipx kmz cbz ${DOCX} ${XLSX} ${PPTX} vsdx odt ott ods ots odp odg epub xps oxps jar war ear apk doc xls ppt`,
	),
	gzip: kind(t`a gzip archive`, 'application/gzip', 'gz tgz emz svgz wmz', {
		advice: t`Unpack it, for example with the Compression node, and send the file in it.`,
	}),
	sevenZip: kind(t`a 7z archive`, 'application/x-7z-compressed', '7z'),
	rar: kind(t`a RAR archive`, 'application/vnd.rar', 'rar rev'),
	bzip2: kind(t`a bzip2 archive`, 'application/x-bzip2', 'bz2 tbz tbz2'),
	xz: kind(t`an XZ archive`, 'application/x-xz', 'xz txz'),
	cab: kind(t`a CAB archive`, 'application/vnd.ms-cab-compressed', 'cab'),
	tar: kind(t`a TAR archive`, 'application/x-tar', 'tar'),
	program: kind(
		t`a Windows program`,
		'application/vnd.microsoft.portable-executable',
		'exe dll scr sys ocx cpl com',
	),
	video: kind(t`a video or audio file`, 'video/mp4', 'mp4 m4v m4a mov 3gp qt'),

	signature: kind(t`a signature (CMS)`, 'application/pkcs7-mime', 'sig p7m p7s sgn sign p7b p7c spc cms der'),
	encrypted: kind(t`an encrypted file (CMS)`, 'application/pkcs7-mime', 'enc p7m cms encr encrypted p7e der'),
	cms: kind(t`a CMS message`, 'application/pkcs7-mime', 'cms p7m p7s p7b sig enc der'),
	certificate: kind(t`a certificate`, 'application/pkix-cert', 'cer crt der'),
	pfx: kind(t`a key file with a password (PFX)`, 'application/x-pkcs12', 'pfx p12', {
		advice: t`A private key must not leave n8n. Add it to a Kontur Certificate credential, and choose the right file here.`,
	}),
	privateKey: kind(t`a private key`, 'application/pkcs8', 'key der p8 pk8', {
		advice: t`A private key must not leave n8n. Add it to a Kontur Certificate credential, and choose the right file here.`,
	}),
	crl: kind(t`a certificate revocation list`, 'application/pkix-crl', 'crl der'),

	webPage: kind(t`a web page (HTML)`, 'text/html', 'html htm xhtml shtml hta md', {
		tolerated: 'xls doc',
		advice: RESPONSE,
	}),
	htmlDocument: kind(t`an HTML document`, 'text/html', 'html htm xhtml shtml xls doc', { advice: RESPONSE }),
	mhtml: kind(t`a saved web page (MHTML)`, 'multipart/related', 'mht mhtml eml doc xls txt'),
	json: kind('JSON', 'application/json', 'json geojson map ipynb txt log har', { advice: RESPONSE }),
	dataUrl: kind(t`a data URL`, 'text/plain', 'txt', {
		advice: t`The text holds the file as base64. Cut off everything up to the comma, and turn the rest into a file with the Convert to File node (Move Base64 String to File).`,
	}),
	placeholder: kind(t`the text of an empty value`, 'text/plain', '', {
		advice: t`An expression returned no value or an object. Check the node that creates the file.`,
	}),
	text: kind(t`a text file`, 'text/plain', TEXTS),
	unknown: kind(t`a file of an unknown kind`, 'application/octet-stream', ''),
} as const;

/** Creates the kind for a text that is base64 of another kind. */
export const base64Of = ({ name, endings, mimeType }: FileKind): FileKind => ({
	name: t`base64 text of ${name}`,
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
	advice: t`Turn the text into a file with the Convert to File node (Move Base64 String to File).`,
});

/** Creates the kind for PEM text (RFC 7468) with a label. */
export const pemOf = (label: string): FileKind => {
	const isKey = label.includes('PRIVATE KEY');
	return {
		name: isKey ? t`a private key (PEM)` : t`a PEM file (${label})`,
		mimeType: 'application/x-pem-file',
		endings: words(
			isKey ? 'pem key p8' : 'pem crt cer txt sig p7s p7m p7b sgn sign enc cms csr req crl asc key',
		),
		tolerated: [],
		advice: isKey ? KINDS.privateKey.advice : undefined,
		...(isKey ? { isPrivateKey: true as const } : {}),
	};
};

/** Creates the kind for a binary file that was read as text. */
export const readAsText = (name: string): FileKind => ({
	name: t`${name} that was read as text and is damaged`,
	mimeType: 'application/octet-stream',
	endings: [],
	tolerated: [],
	advice: AS_TEXT,
});

/** Creates the kind for a file that lacks its end. */
export const cutOff = ({ name }: FileKind): FileKind => ({
	name: t`${name} that is cut off: its end is missing`,
	mimeType: 'application/octet-stream',
	endings: [],
	tolerated: [],
	advice: t`Load the file again, completely.`,
});
