/** Russian texts about files: what they are, what is wrong with them, archives, encodings, XML, reports. */
export const files: Readonly<Record<string, string>> = {
	// Archives
	'Turn off Unpack Archive to get the archive as it is, or ask the sender for it again.':
		'Выключите «Распаковать архив», чтобы получить его как есть, или попросите отправителя прислать снова.',
	'Turn off Unpack Archive to get the archive as it is, and unpack it elsewhere.':
		'Выключите «Распаковать архив», чтобы получить его как есть, и распакуйте другой программой.',
	'The archive is damaged: {0}': 'Архив повреждён: {0}',
	'The archive cannot be unpacked: {0}': 'Архив не распаковать: {0}',
	'its files are larger than {0} MB in total': 'файлы в нём вместе больше {0} МБ',
	'a compressed file in it is corrupted': 'сжатый файл внутри испорчен',
	'it is truncated': 'он обрезан',
	'it lacks the sizes that the ZIP64 format requires': 'в нём нет размеров, которых требует формат ZIP64',
	'it is one part of an archive that was split': 'это одна часть многотомного архива',
	'it holds more than {0} files': 'в нём больше {0} {0|файла|файлов|файлов}',
	'it is password-protected, and so is its list of files': 'он под паролем, и список файлов тоже',
	'its list of files cannot be read': 'список файлов не читается',
	'the name of a file in it is too long': 'имя одного из файлов слишком длинное',
	'PKWARE DCL Implode': 'PKWARE DCL Implode',
	'compression method {0}{1}': 'метод сжатия {0}{1}',
	'PKWARE strong encryption': 'стойкое шифрование PKWARE',
	'it is password-protected ({0})': 'он под паролем ({0})',
	'it uses {0}': 'не поддерживается {0}',
	'its list of files does not fit the files in it': 'список файлов не сходится с самими файлами',
	'a file in it is larger than declared': 'один из файлов больше, чем заявлено',
	'the checksum of a file in it does not match': 'контрольная сумма одного из файлов не сходится',

	// Content and name
	'is {0}': '— это {0}',
	'is {0}, {1}': '— это {0}, {1}',
	'is {0}, although its name ends in .{1}': '— это {0}, хотя имя кончается на .{1}',
	'does not have the content of a .{0} file; it is damaged or of an unknown kind':
		'не похож внутри на .{0}: он повреждён или неизвестного вида',
	'Check the node that creates the file, and load it again as binary.':
		'Проверьте узел, который создаёт файл, и загрузите его снова как двоичный.',
	'Choose the right file, or rename this one to {0}.{1} if it is the right one.':
		'Выберите нужный файл, а если это он, переименуйте его в {0}.{1}.',
	'{0} that was read as text and is damaged': '{0}, но байты испорчены: содержимое прочитали как текст',
	'{0} that is cut off: its end is missing': '{0}, но без конца: загружено не всё',
	'Load the file again, completely.': 'Загрузите файл снова, целиком.',
	'The previous node saved a response instead of the file. In an HTTP Request node, set Response Format to File and check the address and the sign-in.':
		'Предыдущий узел сохранил вместо файла ответ сервера. В узле HTTP Request выберите Response Format: File, проверьте адрес и вход.',
	'A program read the file as text and changed its bytes. Read it as binary: in n8n with Read/Write Files from Disk, or an HTTP Request node with Response Format set to File.':
		'Программа прочитала файл как текст и изменила его байты. Читайте его как двоичный: в n8n это Read/Write Files from Disk или HTTP Request с Response Format: File.',
	'Unpack it, for example with the Compression node, and send the files in it.':
		'Распакуйте его, например узлом Compression, и отправьте файлы из него.',
	'Unpack it, for example with the Compression node, and send the file in it.':
		'Распакуйте его, например узлом Compression, и отправьте файл из него.',
	'A private key must not leave n8n. Add it to a Kontur Certificate credential, and choose the right file here.':
		'Закрытый ключ не должен покидать n8n. Добавьте его в учётные данные «Контур: сертификат для подписи», а здесь выберите нужный файл.',
	'The text holds the file as base64. Cut off everything up to the comma, and turn the rest into a file with the Convert to File node (Move Base64 String to File).':
		'Файл в тексте записан в base64. Отрежьте всё до запятой, а остальное превратите в файл узлом Convert to File (Move Base64 String to File).',
	'An expression returned no value or an object. Check the node that creates the file.':
		'Выражение не вернуло значения или вернуло объект. Проверьте узел, который создаёт файл.',
	'Turn the text into a file with the Convert to File node (Move Base64 String to File).':
		'Превратите текст в файл узлом Convert to File (Move Base64 String to File).',

	// Kinds of files
	'a binary file': 'двоичный файл',
	'a PDF document': 'документ PDF',
	'an XML file': 'файл XML',
	'a JPEG image': 'изображение JPEG',
	'a PNG image': 'изображение PNG',
	'a TIFF image': 'изображение TIFF',
	'a GIF image': 'изображение GIF',
	'a BMP image': 'изображение BMP',
	'a WebP image': 'изображение WebP',
	'a HEIC image': 'изображение HEIC',
	'an icon': 'значок',
	'a DjVu document': 'документ DjVu',
	'a PostScript file': 'файл PostScript',
	'an RTF document': 'документ RTF',
	'a Word document': 'документ Word',
	'an Excel workbook': 'книга Excel',
	'a PowerPoint presentation': 'презентация PowerPoint',
	'a Visio drawing': 'схема Visio',
	'an OpenDocument text': 'текст OpenDocument',
	'an OpenDocument spreadsheet': 'таблица OpenDocument',
	'an OpenDocument presentation': 'презентация OpenDocument',
	'an OpenDocument drawing': 'рисунок OpenDocument',
	'an EPUB book': 'книга EPUB',
	'an XPS document': 'документ XPS',
	'a Java archive': 'архив Java',
	'an Android package': 'приложение Android',
	'a Word 97-2003 document': 'документ Word 97–2003',
	'an Excel 97-2003 workbook': 'книга Excel 97–2003',
	'a PowerPoint 97-2003 presentation': 'презентация PowerPoint 97–2003',
	'an Outlook message': 'письмо Outlook',
	'a password-protected Office document': 'документ Office под паролем',
	'an Office 97-2003 document': 'документ Office 97–2003',
	'a ZIP archive': 'архив ZIP',
	'a gzip archive': 'архив gzip',
	'a 7z archive': 'архив 7z',
	'a RAR archive': 'архив RAR',
	'a bzip2 archive': 'архив bzip2',
	'an XZ archive': 'архив XZ',
	'a CAB archive': 'архив CAB',
	'a TAR archive': 'архив TAR',
	'a Windows program': 'программа Windows',
	'a video or audio file': 'видео или аудио',
	'a signature (CMS)': 'подпись (CMS)',
	'an encrypted file (CMS)': 'зашифрованный файл (CMS)',
	'a CMS message': 'сообщение CMS',
	'a certificate': 'сертификат',
	'a key file with a password (PFX)': 'файл ключа под паролем (PFX)',
	'a private key': 'закрытый ключ',
	'a certificate revocation list': 'список отзыва сертификатов',
	'a web page (HTML)': 'веб-страница (HTML)',
	'an HTML document': 'документ HTML',
	'a saved web page (MHTML)': 'сохранённая веб-страница (MHTML)',
	'a data URL': 'файл в виде data URL',
	'the text of an empty value': 'текст пустого значения',
	'a text file': 'текстовый файл',
	'a file of an unknown kind': 'файл неизвестного вида',
	'base64 text of {0}': 'текст base64, а внутри него {0}',
	'a private key (PEM)': 'закрытый ключ (PEM)',
	'a PEM file ({0})': 'файл PEM ({0})',

	// Encodings
	'"{0}" (U+{1}) in line {2}, column {3}': '«{0}» (U+{1}), строка {2}, столбец {3}',
	'Read the original file as binary data in n8n, not as text, and pass it on unchanged (HTTP Request: Response Format File).':
		'Читайте в n8n исходный файл как двоичный, а не как текст, и передавайте без изменений (HTTP Request: Response Format File).',
	'Save the file again in the program that made it.': 'Сохраните файл заново в программе, где он создан.',
	'was in {0}, but was read as {1} and saved as {2}, so its letters are wrong':
		'был в {0}, но его прочитали как {1} и сохранили как {2}, поэтому буквы неверные',
	'was in windows-1251 or another one-byte encoding, but was read as UTF-8 and saved as {0}, so its letters are lost':
		'был в windows-1251 или другой однобайтовой кодировке, но его прочитали как UTF-8 и сохранили как {0}, поэтому буквы потеряны',
	'was saved in an encoding without Russian letters, so it has question marks instead of them':
		'сохранён в кодировке без русских букв: вместо них вопросительные знаки',
	'is in {0}, but parts of it are in {1}': 'в кодировке {0}, но местами в {1}',
	'is in UTF-8, but some of its characters are broken': 'в UTF-8, но часть символов повреждена',
	'contains bytes that are no characters in {0}': 'содержит байты, которые в {0} ничего не значат',
	'begins with the byte order mark of UTF-8, but is in {0}': 'начинается с метки BOM от UTF-8, но он в {0}',
	'Remove the first three bytes of the file, or save it again.':
		'Удалите первые три байта файла или сохраните его заново.',
	'declares the encoding {0} in its first line, but is in {1}':
		'объявлен в первой строке как {0}, а на деле в {1}',
	'Correct the encoding in the first line of the file, or save the file in the declared encoding.':
		'Исправьте кодировку в первой строке файла или сохраните его в объявленной кодировке.',
	'does not declare its encoding in its first line': 'не называет в первой строке свою кодировку',
	'Save the file with an XML declaration in its first line that names its encoding.':
		'Сохраните файл с объявлением XML в первой строке, где названа кодировка.',
	'declares the encoding {0} in its first line': 'объявлен в первой строке как {0}',
	'is in {0}': 'в кодировке {0}',

	// What an error of cryptography was about
	'The certificate': 'Сертификат',
	'The encrypted file': 'Зашифрованный файл',
	'The revocation list': 'Список отзыва',
	'The signature': 'Подпись',
	'The file is not a certificate': 'Файл — не сертификат',
	'The file is not a document': 'Файл — не документ',
	'The file is not a revocation list': 'Файл — не список отзыва',
	'The file is not a signature': 'Файл — не подпись',
	'The file is not an encrypted file': 'Файл не зашифрован',
	'{0} uses an algorithm or format that this package does not support ({1})':
		'{0}: алгоритм или формат не поддерживается ({1})',
	'{0} is damaged or not in a readable format': '{0}: данные повреждены или в непонятном формате',
	'{0} could not be processed': '{0}: обработать не удалось',
	'This is an encrypted file, not a signature. Use the Decrypt operation.':
		'Это зашифрованный файл, а не подпись. Возьмите операцию «Расшифровать».',
	'This is a signature, not an encrypted file. Use the Verify operation, which can also output the signed document.':
		'Это подпись, а не зашифрованный файл. Возьмите операцию «Проверить»: она может вернуть и подписанный документ.',
	'The private key may not sign at the signing time':
		'Этим закрытым ключом нельзя подписывать в момент подписания',
	'{0}, although its certificate is valid for longer. Choose a credential with a newer key.':
		'{0}, хотя сертификат действует дольше. Выберите учётные данные с более новым ключом.',
	'{0}. Ask the sender for a file in a common format: CMS with GOST or RSA algorithms.':
		'{0}. Попросите у отправителя файл в обычном формате: CMS с алгоритмами ГОСТ или RSA.',
	'Check that the field contains the right file, complete{0}, and load it again. Details: {1}.':
		'Проверьте, что в поле нужный файл, целиком{0}, и загрузите его снова. Подробности: {1}.',
	' and in DER, PEM or base64': ' и в DER, PEM или base64',
	'The key in the credential is of the wrong type': 'Ключ в учётных данных не того вида',
	'{0}. Choose the credential that belongs to the file.':
		'{0}. Выберите учётные данные, которые подходят к файлу.',
	'The certificate is not valid at the signing time': 'Сертификат не действует в момент подписания',
	'{0}. Correct Signing Time, or choose a credential with a certificate that is valid at that time.':
		'{0}. Исправьте «Время подписания» или выберите учётные данные с сертификатом, который тогда действует.',

	// Reports and their deadlines
	'payer INN': 'ИНН налогоплательщика',
	'payer KPP': 'КПП налогоплательщика',
	payer: 'налогоплательщик',
	sender: 'отправитель',
	form: 'форма',
	office: 'инспекция',
	'{0} {0|day|days}': '{0} {0|день|дня|дней}',
	'is not XML, although its name says so': 'не XML, хотя назван .xml',
	'is damaged: it {0}': 'повреждён: {0}',
	'holds several reports: with the {0} {1}': 'содержит несколько отчётов: {0} — {1}',
	'names a {0} with an INN that is none: {1}': 'содержит неверный ИНН ({0}): {1}',
	'names a {0} with an INN of wrong control digits: {1}':
		'содержит ИНН с неверными контрольными цифрами ({0}): {1}',
	' The days off that the government moves in {0} are not known to this version of the node, so it may differ.':
		' Переносов выходных за {0} год эта версия узла не знает, поэтому срок может отличаться.',
	'The deadline of this report passed {0} ago, on {1}.{2}':
		'Срок сдачи этого отчёта прошёл {0} назад, {1}.{2}',
	'The deadline of this report is today, {0}.{1}': 'Срок сдачи этого отчёта — сегодня, {0}.{1}',
	'The deadline of this report is in {0}, on {1}.{2}': 'Срок сдачи этого отчёта через {0}, {1}.{2}',

	// XML
	'has an element or attribute with an invalid name': 'недопустимое имя элемента или атрибута',
	'has an "&" that begins no valid reference; write it as "&amp;"': 'лишний знак «&»; его пишут как «&amp;»',
	'contains bytes that are not UTF-8': 'есть байты не из UTF-8',
	'has no root element': 'нет корневого элемента',
	'ends in the middle; it is incomplete': 'обрывается на середине',
	'has a tag of more than 1 MB': 'есть тег больше 1 МБ',
	'has a malformed first line (<?xml …?>)': 'неправильная первая строка (<?xml …?>)',
	'declares the unknown encoding {0}': 'объявлена неизвестная кодировка {0}',
	'has text after its last element': 'есть текст после последнего элемента',
	'does not begin with an XML element': 'начинается не с элемента XML',
	'has "]]>" in its text': 'в тексте есть «]]>»',
	'contains a control character': 'есть управляющий символ',
	'has text outside its root element': 'есть текст вне корневого элемента',
	'has a document type declaration (DOCTYPE), which no authority accepts':
		'есть объявление типа документа (DOCTYPE), которого не принимает ни один орган',
	'has malformed markup that begins with "<!"': 'неправильная разметка, которая начинается с «<!»',
	'has an XML declaration that is not at its beginning': 'объявление XML стоит не в начале',
	'has a malformed processing instruction': 'неправильная инструкция обработки',
	'has "--" in a comment': 'в комментарии есть «--»',
	'has two root elements': 'два корневых элемента',
	'has elements nested deeper than {0}': 'элементы вложены глубже {0}',
	'closes an element that it does not open': 'закрыт элемент, который не открыт',
	'does not close the element "{0}" where it should': 'не закрыт вовремя элемент «{0}»',
	'declares too many namespaces': 'объявлено слишком много пространств имён',
	'uses the undeclared prefix "{0}"': 'не объявлен префикс «{0}»',
	'declares an invalid namespace': 'объявлено недопустимое пространство имён',
	'has a "<" that begins no element; write it as "&lt;"': 'лишний знак «<»; его пишут как «&lt;»',
	'has a "<" in an attribute; write it as "&lt;"': 'знак «<» в атрибуте; его пишут как «&lt;»',
	'has a malformed start tag': 'неправильный открывающий тег',
	'has an attribute without a value': 'есть атрибут без значения',
	'has an attribute value without quotation marks': 'значение атрибута без кавычек',
	'has an attribute twice in one element': 'атрибут повторён в одном элементе',
	'has an element with more than {0} attributes': 'в элементе больше {0} атрибутов',
};
