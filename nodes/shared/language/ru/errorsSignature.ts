/** Russian errors, advice and notes of Kontur Signature. */
export const errorsSignature: Readonly<Record<string, string>> = {
	'The file is a PFX with a private key': 'Это файл PFX с закрытым ключом',
	'Opening it takes a password. Add it to a Kontur Certificate credential and set Certificate Source to "Credential".':
		'Его открывает пароль. Добавьте файл в учётные данные «Контур: сертификат для подписи» и выберите в поле «Откуда сертификат» вариант «Учётные данные».',
	'serial number {0}, issued by {1}': 'серийный номер {0}, выдал {1}',
	'the key identifier {0}': 'идентификатор ключа {0}',
	'The file is not encrypted for the certificate in the credential':
		'Файл зашифрован не для сертификата из учётных данных',
	'It is encrypted for the certificate with {0}.': 'Он зашифрован для сертификата: {0}.',
	'The certificate in the credential has {0}.': 'В учётных данных сертификат: {0}.',
	'Choose the credential with the matching certificate. An expired certificate still decrypts files that were encrypted for it.':
		'Выберите учётные данные с этим сертификатом. Просроченный сертификат расшифрует файлы, зашифрованные для него.',
	"The sender's certificate is required to decrypt this file":
		'Для расшифровки этого файла нужен сертификат отправителя',
	"The file does not include it. Add the option Sender Certificates and paste the sender's certificate as PEM.":
		'В самом файле его нет. Добавьте параметр «Сертификаты отправителей» и вставьте сертификат отправителя в PEM.',
	'The archive': 'Архив',
	'The document': 'Документ',
	'The XML document': 'Документ XML',
	'{0} is larger than {1} MB': '{0} больше {1} МБ',
	'{0} is larger than {1} MB.': '{0} больше {1} МБ.',
	'The file in field "{0}"': 'Файл в поле «{0}»',
	'Revocation lists can only be checked with trusted certificates':
		'Списки отзыва проверяются только вместе с доверенными сертификатами',
	'Add the root certificate of the certification authority to Trusted Certificates.':
		'Добавьте корневой сертификат удостоверяющего центра в «Доверенные сертификаты».',
	'{0}. Add it to Signer Certificates.': '{0}. Добавьте его в «Сертификаты подписантов».',
	'{0}. Add it to Signer Certificates: serial number {1}, issued by {2}.':
		'{0}. Добавьте его в «Сертификаты подписантов»: серийный номер {1}, выдал {2}.',
	'The references to certificates and revocation data were not compared with them':
		'Ссылки на сертификаты и данные об отзыве не сверялись с ними',
	'The revocation data inside the signature was not used. Revocation is checked with Revocation Lists only':
		'Данные об отзыве внутри подписи не использовались. Отзыв проверяется только по полю «Списки отзыва»',
	"Only the archive time-stamp's own signature was checked, not what it covers":
		'У архивного штампа времени проверена только его собственная подпись, а не то, что он охватывает',
	'at the time of the time-stamp': 'во время, указанное в штампе времени',
	'at the signing time stated in the signature': 'в момент подписания, указанный в подписи',
	'now, and the signature does not state its signing time': 'сейчас, а момент подписания в подписи не указан',
	'The certificate was not valid {0} ({1})': 'Сертификат не действовал {0} ({1})',
	'The private key could not be used {0} ({1})': 'Закрытый ключ нельзя было использовать {0} ({1})',
	'Signing Time is not a date: "{0}"': 'В поле «Время подписания» не дата: {0}',
	'Create a detached signature, or an attached one with Encoding set to "DER" and Output to "File".':
		'Создайте отсоединённую подпись или присоединённую: «Кодировка» — DER, «Результат» — файл.',
	'The signature does not contain the document': 'В подписи нет документа',
	'It is a detached signature. Set Document Source to "Binary File" and enter the field that contains the document.':
		'Подпись отсоединённая. Выберите в поле «Откуда документ» вариант «Файл» и укажите поле с документом.',
	'The signature contains the document': 'Документ уже внутри подписи',
	'It is an attached signature. Set Document Source to "Inside the Signature".':
		'Подпись присоединённая. Выберите в поле «Откуда документ» вариант «Внутри подписи».',
};
