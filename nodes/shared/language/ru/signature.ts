/** Texts of Kontur Signature. */
export const signature: Readonly<Record<string, string>> = {
	'Kontur Signature': 'Контур: подпись',
	'Sign, verify and decrypt documents with GOST or RSA certificates, inside n8n':
		'Подписать, проверить подпись, расшифровать: ГОСТ и RSA, внутри n8n',

	// Operations
	Decrypt: 'Расшифровать',
	'Decrypt a document': 'Расшифровать документ',
	'Decrypt a file that was encrypted for the certificate in the credential. The certificate may have expired.':
		'Расшифровывает файл, зашифрованный для сертификата из учётных данных. Подойдёт и сертификат с истёкшим сроком.',
	'Sign a document': 'Подписать документ',
	'Sign a file or text with the certificate in the credential. The key and the document do not leave n8n.':
		'Подписывает файл или текст сертификатом из учётных данных. Ни ключ, ни документ не покидают n8n.',
	Verify: 'Проверить',
	'Verify a signature': 'Проверить подпись',
	'Check who signed a document and whether it has changed since. Checks issuers only against Trusted Certificates, and revocation only with Revocation Lists.':
		'Проверяет, кто подписал документ и не менялся ли он с тех пор. Издателей проверяет только по «Доверенным сертификатам», отзыв — только по «Спискам отзыва».',
	'Get Info': 'Узнать сведения',
	'Get info about a certificate': 'Узнать сведения о сертификате',
	'Retrieve the owner, the issuer and the days until expiry of a certificate. Run it on a schedule to get a reminder before the certificate expires.':
		'Возвращает владельца и издателя сертификата и число дней до конца его срока. Запускайте по расписанию — получите напоминание заранее.',

	// Decrypt
	'Whether to unpack a decrypted ZIP archive into one item per file. Office documents are not unpacked.':
		'Распаковать расшифрованный zip: на каждый файл — один элемент. Документы Office не распаковываются.',
	'Name of the output file. Leave empty to derive it from the name of the input file.':
		'Имя файла на выходе. Пустое поле — по имени входного файла.',
	'Sender Certificates': 'Сертификаты отправителей',
	'Certificates of possible senders as PEM, for files that do not include them':
		'Сертификаты возможных отправителей в PEM — для файлов, в которых их нет',

	// Verify
	'A CMS signature (.sig, .p7s, .p7m) in DER, PEM or base64, or a signed XML document':
		'Подпись CMS (.sig, .p7s, .p7m) в DER, PEM или base64 либо подписанный XML',
	'Where the signed document is': 'Где подписанный документ',
	'Another file in the input item (detached signature)':
		'В другом файле входного элемента (отсоединённая подпись)',
	'Inside the Signature': 'Внутри подписи',
	'The signature file (attached signature)': 'В самом файле подписи (присоединённая подпись)',
	'Signed XML': 'Подписанный XML',
	'The XML document that contains the signature': 'Документ XML, в котором стоит подпись',
	'Document Binary Field': 'Входное поле с документом',
	'The name of the input field containing the signed document': 'Имя входного поля с подписанным документом',
	'Put Document in Field': 'Выходное поле для документа',
	'The name of the output field for the document inside an attached signature. The document is extracted even if the signature is not valid.':
		'Имя выходного поля для документа из присоединённой подписи. Документ извлекается, даже если подпись неверна.',
	'Revocation Lists': 'Списки отзыва',
	'Certificate revocation lists (CRL) as PEM or base64. If set, they must cover every certificate of the chain except the trusted one, and a revoked certificate is refused. Requires trusted certificates.':
		'Списки отозванных сертификатов (CRL) в PEM или base64. Если заданы, нужны для каждого сертификата цепочки, кроме доверенного; отозванный сертификат проверку не пройдёт. Нужны и доверенные сертификаты.',
	'Revocation Lists Binary Fields': 'Входные поля со списками отзыва',
	'The names of the input fields containing the files, separated by commas':
		'Имена входных полей с файлами, через запятую',
	'Files with revocation lists (.crl) in DER or PEM, used together with Revocation Lists':
		'Файлы со списками отзыва (.crl) в DER или PEM, вдобавок к «Спискам отзыва»',
	'Signer Certificates': 'Сертификаты подписантов',
	'Certificates as PEM, for signatures that do not include them':
		'Сертификаты в PEM — для подписей, в которых их нет',
	'Trusted Certificates': 'Доверенные сертификаты',
	"Certificates as PEM. If set, a signature is valid only if the signer's certificate is one of them, or has a valid chain of issuers (RFC 5280) that ends with one of them. They need not be root certificates.":
		'Сертификаты в PEM. Если заданы, подпись верна, только когда сертификат подписанта — один из них или его цепочка издателей (RFC 5280) верна и приводит к одному из них. Корневыми они быть не обязаны.',
	'Trusted Certificates Binary Fields': 'Входные поля с доверенными сертификатами',
	'Files with trusted certificates (.cer, .pem, .p7b), used together with Trusted Certificates':
		'Файлы с доверенными сертификатами (.cer, .pem, .p7b), вдобавок к «Доверенным сертификатам»',

	// Sign
	'Where the document comes from': 'Откуда взять документ',
	'A file in the input item': 'Файл входного элемента',
	'Text that you enter, signed exactly as entered': 'Текст, который вы введёте; подписывается как есть',
	'The text to sign, encoded in UTF-8': 'Текст, который нужно подписать, в UTF-8',
	'Authorities usually require a detached signature': 'Органам обычно нужна отсоединённая подпись',
	Attached: 'Присоединённая',
	'One file with the document inside (CAdES-BES)': 'Один файл, документ внутри (CAdES-BES)',
	Detached: 'Отсоединённая',
	'A separate file next to the document (CAdES-BES)': 'Отдельный файл рядом с документом (CAdES-BES)',
	'Only the signature value, for APIs that require it':
		'Только значение подписи — для API, которым нужно оно',
	'The XML document with the signature inside (XMLDSig)': 'Документ XML с подписью внутри (XMLDSig)',
	'Byte Order': 'Порядок байтов',
	'As in certificates and CMS signatures': 'Как в сертификатах и подписях CMS',
	'As returned by CryptoPro CSP on Windows': 'Как возвращает КриптоПро CSP в Windows',
	'Byte order of a GOST signature. Ignored for RSA.':
		'Порядок байтов подписи по ГОСТ. Для RSA не имеет значения.',
	Encoding: 'Кодировка',
	'How to encode the signature': 'Как записать подпись',
	Base64: 'Base64',
	'One line of text': 'Одна строка текста',
	DER: 'DER',
	'Binary, as authorities usually require': 'Двоичный файл, как обычно требуют органы',
	PEM: 'PEM',
	'Text between BEGIN and END lines': 'Текст между строками BEGIN и END',
	'Whether to return the signature as a file or as text': 'Вернуть подпись файлом или текстом',
	'File @output': 'Файл',
	'A file in the output item': 'Файл в выходном элементе',
	'Text @output': 'Текст',
	'Text in the output field "signature": Base64, or PEM if Encoding is PEM':
		'Текст в выходном поле signature: Base64 или PEM, если кодировка — PEM',
	'Include Certificate': 'Вложить сертификат',
	"Whether to include the signer's certificate in the signature. Almost all recipients require it.":
		'Вложить в подпись сертификат подписанта. Он нужен почти всем получателям.',
	'Include Chain': 'Вложить цепочку',
	"Whether to include the issuers' certificates from the key file":
		'Вложить сертификаты издателей из файла ключа',
	'Signing Time': 'Время подписания',
	'Time to record in a detached or attached signature. Leave empty for the current time.':
		'Какое время записать в отсоединённую или присоединённую подпись. Пустое поле — текущее.',
	'XML Canonicalization': 'Канонизация XML',
	Exclusive: 'Исключающая (exclusive)',
	'Exclusive Canonical XML 1.0, which most recipients expect':
		'Exclusive Canonical XML 1.0; её ждёт большинство получателей',
	Inclusive: 'Включающая (inclusive)',
	'Canonical XML 1.0': 'Canonical XML 1.0',
	'How to normalize the XML document before signing': 'Как привести XML к единому виду перед подписанием',
	'XML Element ID': 'ID элемента XML',
	'ID of the element to sign. Leave empty to sign the whole document.':
		'ID элемента, который нужно подписать. Пустое поле — весь документ.',
	'XML Signature Parent': 'Куда вставить подпись в XML',
	'Name of the element that will contain the signature. Leave empty for the root element.':
		'Имя элемента, в котором будет подпись. Пустое поле — корневой элемент.',

	// Certificate
	'Where the certificate comes from': 'Откуда взять сертификат',
	'A certificate (.cer, .crt, .pem, .p7b) or a signature (.sig, .p7s) in the input item':
		'Сертификат (.cer, .crt, .pem, .p7b) или подпись (.sig, .p7s) во входном элементе',
	Credential: 'Учётные данные',
	'The certificate in the credential': 'Сертификат из учётных данных',
	'Pasted as PEM or base64': 'Вставленный текст PEM или base64',
	'The certificate as PEM or base64': 'Сертификат текстом PEM или base64',
};
