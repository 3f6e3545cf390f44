"""What single meetings of the demo are called, where their kind does not say enough."""

from portal.demo.words import words

PVT_WORKSHOPS = (
    words("Bijeenkomst 1: vrijheid", "اللقاء 1: الحرية", "ኣኼባ 1፦ ናጽነት"),
    words("Bijeenkomst 2: gelijkwaardigheid", "اللقاء 2: المساواة", "ኣኼባ 2፦ ማዕርነት"),
    words("Bijeenkomst 3: solidariteit", "اللقاء 3: التضامن", "ኣኼባ 3፦ ምትሕግጋዝ"),
    words("Bijeenkomst 4: meedoen", "اللقاء 4: المشاركة", "ኣኼባ 4፦ ተሳትፎ"),
)
PVT_ABOUT = words(
    "We praten over hoe mensen in Nederland samenleven. Er zijn een cultuurverbinder en een tolk. U mag alles vragen.",
    "نتحدث عن العيش معًا في هولندا. سيكون هناك وسيط ثقافي (cultuurverbinder) ومترجم فوري. يمكنكم السؤال عن كل شيء.",
    "ሰባት ኣብ ኔዘርላንድ ብኸመይ ብሓባር ከም ዝነብሩ ንዘራረብ። ኣራኻቢ ባህልታት (cultuurverbinder) ተርጓማይን ክህልዉ እዮም። ዝኾነ ሕቶ ክትሓቱ ትኽእሉ ኢኹም።",
)
MONEY_TRAININGS = (
    words("Geldtraining 1: uw bankrekening", "تدريب إدارة المال 1: حسابكم المصرفي", "ስልጠና ገንዘብ 1፦ ሕሳብ ባንክኹም"),
    words(
        "Geldtraining 2: brieven en rekeningen",
        "تدريب إدارة المال 2: الرسائل والفواتير",
        "ስልጠና ገንዘብ 2፦ ደብዳበታትን ዝኽፈል ሕሳባትን",
    ),
    words("Geldtraining 3: toeslagen", "تدريب إدارة المال 3: الإعانات (toeslagen)", "ስልጠና ገንዘብ 3፦ ኣበላት (toeslagen)"),
    words("Geldtraining 4: sparen", "تدريب إدارة المال 4: الادخار", "ስልጠና ገንዘብ 4፦ ገንዘብ ምውህላል"),
)
BLUE_ENVELOPE = words(
    "Neem de brieven mee die u niet begrijpt, ook de blauwe envelop van de Belastingdienst.",
    "أحضروا الرسائل التي لا تفهمونها، وأيضًا الظرف الأزرق من مصلحة الضرائب (Belastingdienst).",
    # unsure: ቡስጣ (envelope)
    "ዘይተረድኣኩም ደብዳበታት ኣምጽኡ፡ ነታ ሰማያዊት ቡስጣ (blauwe envelop) ናይ በዓል-መዚ ግብሪ (Belastingdienst) እውን።",
)
COMPANY = words("Bezoek aan een metaalbedrijf", "زيارة شركة لصناعة المعادن", "ናብ ስራሕ ሓጺን ዝሰርሕ ትካል ምብጻሕ")
COMPANY_ABOUT = words(
    "U ziet hoe mensen in een metaalbedrijf werken. U mag binnen geen foto's maken.",
    "ترون كيف يعمل الناس في شركة لصناعة المعادن. التصوير في الداخل غير مسموح.",
    "ሰባት ኣብ ናይ ሓጺን ትካል ብኸመይ ከም ዝሰርሑ ትርእዩ። ኣብ ውሽጢ ስእሊ ክትስእሉ ኣይፍቀድን እዩ።",
)
SLEEP = words("Slapen en stress", "النوم والضغط النفسي", "ድቃስን ጭንቀትን")
SLEEP_ABOUT = words(
    "Een ochtend voor vrouwen. Er zijn tolken Arabisch en Tigrinya. U hoeft niets te vertellen.",
    "لقاء صباحي للنساء. هناك مترجمون للعربية والتغرينية. لستم مضطرين إلى الحديث عن أنفسكم.",
    "ንደቂ ኣንስትዮ ዝኸውን ንግሆ። ናይ ዓረብኛን ትግርኛን ተርጓማይ ክህሉ እዩ። ገለ ክትነግሩ ግድን ኣይኮነን።",
)
TWO_LANGUAGES = words("Opgroeien met twee talen", "أطفال يكبرون مع لغتين", "ምስ ክልተ ቋንቋታት ምዕባይ")
TWO_LANGUAGES_ABOUT = words(
    "Wat spreekt u thuis, en wat op school? U praat erover met andere ouders. De kinderen mogen mee.",
    "بأي لغة تتكلمون في البيت وبأي لغة في المدرسة؟ تتحدثون عن ذلك مع أهل آخرين. يمكن إحضار الأطفال.",
    "ኣብ ገዛ ብኣየናይ ቋንቋ ትዛረቡ፡ ኣብ ቤት ትምህርቲኸ፧ ምስ ካልኦት ወለዲ ብዛዕብኡ ትዘራረቡ። ቆልዑ ክመጹ ይኽእሉ።",
)
EXAM = words("Examen lezen en luisteren", "امتحان القراءة والاستماع", "ፈተና ንባብን ምስማዕን")
INTAKE_ABOUT = words(
    "Het gesprek duurt 90 minuten. Het is geen examen. De tolk is geregeld.",
    "تستغرق المقابلة 90 دقيقة. ليست امتحانًا. المترجم الفوري محجوز.",
    "እቲ ዝርርብ 90 ደቒቕ ይወስድ። ፈተና ኣይኮነን። ተርጓማይ ተዳልዩ ኣሎ።",
)
SIGNING_ABOUT = words(
    "Uw familie is welkom. Er is thee en taart.",
    "أسرتكم مرحب بها. هناك شاي وكعك.",
    # unsure: ዶልሺ (cake)
    "ስድራቤትኩም ክመጹ ይኽእሉ። ሻሂን ዶልሺን ኣሎ።",
)
