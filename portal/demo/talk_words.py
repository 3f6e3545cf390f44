"""Questions of participants and answers of cultuurverbinders, each in the one language it was written in.

Invented, after the questions that are asked most: letters, time, money, children, care.
"""

from dataclasses import dataclass

from portal.messages.models import Topic


@dataclass(frozen=True)
class Line:
    """One message: so many days ago, at an hour. An empty author is who asked."""

    days: int
    hour: str
    body: str
    author: str = ""


@dataclass(frozen=True)
class Talk:
    """A question and what was said about it; without an answer it waits in the pool."""

    asker: str
    topic: Topic
    lines: tuple[Line, ...]
    closed: bool = False


RANA, NIZAR, TESFAY, SABA = "Rana Sabbagh", "Nizar Awad", "Tesfay Habte", "Saba Mebrahtu"

IN_ARABIC = (
    Talk("Amal Haddad", Topic.OTHER, (
        Line(6, "20:12", "مرحبًا. هل يمكنني أن أوقّع إعلان المشاركة وأنا متدينة؟"),
        Line(5, "10:05", "مرحبًا. نعم. يقول الإعلان إن الناس أحرار ومتساوون، وهذا يشمل حرية الدين. "
             "لا أحد يطلب منكم أن تغيّروا إيمانكم. نتحدث عن ذلك في اللقاء الثالث، وسأكون هناك.", RANA),
        Line(5, "12:40", "شكرًا، هذا يريحني."),
        Line(1, "10:30", "اللقاء الثالث يوم الثلاثاء القادم الساعة 13:00. هل تأتون؟", RANA),
    )),
    Talk("Tarek Nassar", Topic.HEALTH, (
        Line(9, "21:30", "السلام عليكم. زوجتي حامل. بمن نتصل أولًا، المستشفى أم طبيب الأسرة؟"),
        Line(8, "9:45", "وعليكم السلام، ألف مبروك. ليس المستشفى: اتصلوا بالقابلة أو بطبيب الأسرة (huisarts). "
             "قولوا: “Ik wil een afspraak met de verloskundige.” إذا أردتم أتصل معكم يوم الخميس.", RANA),
        Line(8, "10:20", "شكرًا جزيلًا. نعم، الخميس مناسب."),
    ), closed=True),
    Talk("Layla Ibrahim", Topic.HEALTH, (
        Line(4, "11:15", "اتصلت بعيادة الطبيب فسألتني مساعِدة الطبيب: ما المشكلة؟ هل يجب أن أخبرها؟"),
        Line(3, "18:20", "نعم، هذا عادي هنا. مساعِدة الطبيب تسأل لتعرف هل الأمر عاجل. وهي تحفظ السر مثل الطبيب. "
             "وإذا كان الأمر محرجًا فقولوا: “Dat wil ik alleen aan de dokter vertellen.”", NIZAR),
    )),
    Talk("Wael Zein", Topic.SCHOOL, (
        Line(11, "16:00", "الدرس سهل جدًا عليّ. هل يمكنني تغيير المسار؟"),
        Line(10, "19:10", "تحدثوا أولًا مع معلمكم ومع المسؤول عن ملف اندماجكم (regisseur). يمكن تغيير مسار التعلم "
             "في أول سنة ونصف من المدة. هل أخبر المسؤول عن ملف اندماجكم بسؤالكم؟", NIZAR),
        Line(10, "19:32", "نعم من فضلك."),
    )),
    Talk("Karim Saleh", Topic.MONEY, (
        Line(7, "13:05", "لماذا يُخصم الإيجار قبل أن أرى المال؟"),
        Line(5, "10:40", "في أول 6 أشهر تدفع البلدية عنكم الإيجار والغاز والماء والكهرباء والتأمين الصحي "
             "من المساعدة الاجتماعية. هذا اسمه financieel ontzorgen. "
             "بعد ذلك تدفعون بأنفسكم، وفي تدريب إدارة المال تتعلمون كيف.", RANA),
    )),
    Talk("Ahmad Darwish", Topic.HOME, (
        Line(3, "17:50", "جاء شخص إلى الباب وباعني عقد كهرباء. هل يمكنني إلغاؤه؟"),
        Line(2, "19:00", "نعم. خلال 14 يومًا يمكنكم الإلغاء دون سبب. لا تدفعوا شيئًا الآن. "
             "أحضروا العقد يوم الثلاثاء إلى الاستشارة المفتوحة، ونكتب الرسالة معًا.", NIZAR),
        Line(2, "19:25", "الحمد لله. سآتي يوم الثلاثاء."),
    )),
    Talk("Bassel Younes", Topic.WORK, (
        Line(1, "18:45", "وجدت عملًا، 16 ساعة في الأسبوع. ماذا يحدث للمساعدة الاجتماعية (bijstand) وللدروس؟"),
    )),
    Talk("Rami Jaber", Topic.SCHOOL, (
        Line(1, "12:20", "مرحبًا، أنا جديد هنا. متى يبدأ درس اللغة؟"),
    )),
)  # fmt: skip

IN_TIGRINYA = (
    Talk("Yonas Tekle", Topic.LETTER, (
        Line(8, "19:40", "ሰላም። ካብ DUO ደብዳበ መጺኣትኒ፡ ኣብኣ ዕለት ኣሎ። ሕጂ ክኸፍል ኣለኒ ድዩ፧"),
        Line(7, "17:15", "ሰላም። ኣይፋል፡ መብዛሕትኡ ግዜ እቲ ዕለት ናይ ምውህሃድ ግዜኹም ዝውድኣሉ ዕለት እዩ፡ ዝኽፈል ሕሳብ ኣይኮነን። "
             "ሰሉስ ነታ ደብዳበ ሒዝኩምዋ ምጹ፡ ብሓባር ከነንብባ ኢና።", TESFAY),
        Line(7, "18:02", "የቐንየለይ፡ ሰሉስ ክመጽእ እየ።"),
        Line(1, "17:30", "ሰላም። ሰሉስ ኣብ Terborg ክጽበየኩም እየ፡ ሰዓት 10:00 ንግሆ። ነታ ደብዳበ ሒዝኩምዋ ምጹ።", TESFAY),
    )),
    Talk("Selam Gebremedhin", Topic.APPOINTMENT, (
        Line(5, "20:05", "ሰላም፡ ኣብታ ደብዳበ ሰዓት 9:00 ይብል። ሰዓት 9:00 ናይ ንግሆ ድዩ፧"),
        Line(4, "18:30", "እወ፡ ሰዓት 9:00 ንግሆ እዩ፡ ብናይ ኔዘርላንድ ሰዓት። ኣነ ኣብ ማዕጾ ክጽበየኩም እየ።", SABA),
    ), closed=True),
    Talk("Senait Kiflom", Topic.SCHOOL, (
        Line(12, "21:10", "ቆልዓይ ሓሚሙ ኣሎ፡ ጽባሕ ናብ ቤት ትምህርቲ ኣይከይድን እዩ። ንቤት ትምህርቲ ብኸመይ ክሕብር፧"),
        Line(12, "21:40", "ንግሆ ቅድሚ ሰዓት 8:30 ናብ ቤት ትምህርቲ ደውሉ። “Mijn kind is ziek en komt vandaag niet.” በሉ፡ "
             # unsure: ምሕረት የውርደሉ (get well soon)
             "ስም ቆልዓኹምን ክፍሉን ድማ ንገሩ። ምሕረት የውርደሉ።", SABA),
    ), closed=True),
    Talk("Dawit Mehari", Topic.HEALTH, (
        Line(3, "23:05", "ናብዚ ገዛ ካብ ዝኣቱ ንደሓር ድቃስ ይኣብየኒ ኣሎ። ትግርኛ ዝዛረብ ዝሕግዘኒ ሰብ ኣሎ ድዩ፧"),
        Line(2, "16:10", "ስለ ዝጸሓፍኩም የቐንየለይ። ብዙሓት ሰባት ከምኡ የጋጥሞም እዩ። ናይ ገዛ ሓኪም (huisarts) ቀዳማይ ስጉምቲ እዩ፤ "
             "ተርጓማይ ሕተቱ። እንተ ደሊኹም ብሓባር ክንድውል ንኽእል ኢና። መዓስ ይጥዕመኩም፧", TESFAY),
    )),
    Talk("Haben Russom", Topic.OTHER, (
        Line(9, "14:25", "ኣብ ገዛይ ኢንተርነት የብለይን። መልእኽትታት ይሓልፉኒ ድዮም፧"),
        Line(9, "19:55", "ኣይፋል፡ እቶም መልእኽትታት ይጽበዩኹም እዮም። ኣብ ቤት-ንባብ (bibliotheek) ብነጻ ኢንተርነት ኣሎ። "
             "ህጹጽ ነገር እንተ ሃልዩ ክንድውለልኩም ኢና።", SABA),
    )),
    Talk("Semhar Woldu", Topic.APPOINTMENT, (
        Line(1, "20:30", "ንእሽቶ ወደይ ሒዘ ናብቲ ዑደት ክመጽእ እኽእል ድየ፧"),
    )),
    Talk("Filmon Araya", Topic.OTHER, (
        Line(2, "15:45", "ናይ መዘወሪ ፍቓድ ትምህርቲ (theorie) ብትግርኛ ኣበይ ክረክብ እኽእል፧"),
    )),
)  # fmt: skip

NEXT_DOOR = (
    Talk("Samira Khalil", Topic.APPOINTMENT, (
        Line(4, "12:00", "هل يمكنني إحضار ابنتي إلى اللقاء الصباحي؟"),
        Line(3, "10:10", "نعم، الأطفال مرحب بهم. هناك من يلعب معهم.", RANA),
    )),
    Talk("Kidist Yemane", Topic.APPOINTMENT, (
        Line(1, "19:20", "እቲ ናይ ቀዳም ዑደት ሰዓት ክንደይ ይጅምር፧"),
    )),
)  # fmt: skip

TALKS: dict[str, tuple[Talk, ...]] = {
    "oude-ijsselstreek": (*IN_ARABIC, *IN_TIGRINYA),
    "doetinchem": NEXT_DOOR,
}
"""By municipality."""
