"""The page in front of the breach pack, in three languages. Data, kept here because the pack is read outside Himaya."""

README = """FRANÇAIS
Ce dossier dit qui a lu quoi dans une période, d’après le journal de Himaya. Il contient des identifiants et des
nombres, jamais un nom, jamais le contenu d’un dossier.
  summary.json          la période, les totaux
  readers.csv           par compte et par bureau : lectures, personnes distinctes, premier et dernier jour
  readings_by_day.csv   par jour, bureau et finalité
  persons.csv           par personne concernée (identifiant) : lectures, comptes, bureaux
  left_the_house.csv    ce qui est sorti : orientations, lettres, pages publiées, pièces lues
  refusals.csv          ce que Himaya a refusé
  events.csv            tous les actes de la période, comptés
  checkpoints.csv, last_checkpoint.txt, public_key.txt, verification.json
                        les scellés du journal et le résultat de leur vérification
Un compte se lit en clair dans l’institution qui l’a ouvert. Les lectures comptées ont une finalité ; ouvrir une liste
n’ouvre aucun contenu. Une lecture faite directement dans la base, hors de Himaya, ne figure pas ici : le contenu y est
chiffré. Si verification.json dit « whole: false », le journal lui-même a été modifié : dites-le à l’autorité.

العربية
يبين هذا الملف من اطلع على ماذا خلال فترة معينة، حسب سجل التدقيق في حماية. لا يتضمن سوى معرفات وأعداد، ولا يتضمن أي اسم
ولا أي مضمون من الملفات.
  summary.json          الفترة والمجاميع
  readers.csv           حسب الحساب والمكتب: عدد مرات الاطلاع، عدد الأشخاص المختلفين، أول يوم وآخر يوم
  readings_by_day.csv   حسب اليوم والمكتب والغرض
  persons.csv           حسب الشخص المعني (معرف): مرات الاطلاع والحسابات والمكاتب
  left_the_house.csv    ما خرج: الإحالات والرسائل والصفحات المنشورة والوثائق المطلع عليها
  refusals.csv          ما رفضه حماية
  events.csv            جميع عمليات الفترة بالعدد
  checkpoints.csv, last_checkpoint.txt, public_key.txt, verification.json
                        أختام السجل ونتيجة التحقق منها
المؤسسة التي فتحت الحساب هي التي تعرف صاحبه. لكل اطلاع محسوب غرض، وفتح قائمة لا يكشف أي مضمون. الاطلاع على قاعدة
المعطيات مباشرة خارج حماية لا يظهر هنا، لأن المضمون فيها مشفر. إذا ورد في verification.json أن whole تساوي false فقد
تم تغيير السجل نفسه، ويجب إخبار السلطة المختصة بذلك.

ENGLISH
This pack says who read what within a period, from Himaya’s audit. It holds ids and counts, never a name, never the
content of a file.
  summary.json          the period, the totals
  readers.csv           per account and desk: readings, distinct persons, first and last day
  readings_by_day.csv   per day, desk and purpose
  persons.csv           per person concerned (id): readings, accounts, desks
  left_the_house.csv    what went out: referrals, letters, published pages, documents read
  refusals.csv          what Himaya refused
  events.csv            every act of the period, counted
  checkpoints.csv, last_checkpoint.txt, public_key.txt, verification.json
                        the seals of the audit and what verifying them said
Whose account it is, the institution that opened it knows. Readings counted here have a purpose; opening a list opens no
content. A reading made in the database itself, past Himaya, is not here: content is encrypted there. Where
verification.json says "whole: false", the audit itself was changed: say so to the authority.
"""
