using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Derives work type, language and leaving from texts of a people file.</summary>
internal static class PersonText
{
    private static readonly string[] ShopWords =
        ["winkel", "kassa", "verko", "vendeu", "caiss", "magasin ", "shop", "store", "retail", "sales assistant", "cashier"];

    // Looked up by the first word of the cell: "nl_BE", "Nederlands (België)", "N", Windows language numbers.
    private static readonly Dictionary<string, string> Languages = Words(
        ("nl", "n nl nld dut nederlands nederlandstalig neerlandais neerlandaise dutch vlaams flamand flemish hollands 1043 2067"),
        ("fr", "f fr fra fre frans franstalig francais francaise french francophone 1036 2060"),
        ("en", "e en eng engels engelstalig anglais anglaise english 1033 2057"),
        ("", "d de deu ger duits duitstalig allemand german deutsch 1031 2055 es spa spaans espagnol spanish it ita italiaans italien italian pl pol pools polonais polish"
            + " pt por portugees portugais portuguese tr tur turks turc turkish ar ara arabisch arabe arabic ro ron roemeens roumain romanian uk oekraiens ukrainien ukrainian"
            + " ru rus russisch russe russian bg bulgaars bulgare bulgarian hu hongaars hongrois hungarian cs tsjechisch tcheque czech da deens danois danish sv zweeds suedois swedish"));

    private static readonly Dictionary<string, ImportCodes> Gone = new[]
    {
        (ImportCodes.Left, "uit dienst,uitdienst,niet in dienst,niet actief,inactief,vertrokken,ontslagen,ontslag,beeindigd,gepensioneerd,overleden,ex medewerker,oud medewerker,"
            + "inactive,not active,terminated,left,resigned,retired,dismissed,deceased,former,former employee,ended,"
            + "sorti,sortie,parti,partie,inactif,non actif,licencie,licenciee,demissionnaire,retraite,retraitee,decede,decedee,termine,ancien collaborateur"),
        (ImportCodes.AccountClosed, "suspended,disabled,deactivated,archived,deleted,blocked,closed,soft delete,"
            + "geblokkeerd,gedeactiveerd,uitgeschakeld,gesloten,verwijderd,opgeschort,"
            + "suspendu,suspendue,desactive,desactivee,bloque,bloquee,supprime,supprimee,archive,ferme"),
    }.SelectMany(gone => gone.Item2.Split(','), (gone, word) => (word, gone.Item1)).ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>The file's own value, otherwise a shop job title, otherwise desk or field depending on having a PC. Null when the file has none of these.</summary>
    public static WorkType? WorkTypeOf(PersonCells person) =>
        Named(person.WorkType) ?? (IsShop(person.JobTitle) ? WorkType.Shop
        : person.HasPc switch { true => WorkType.Desk, false => WorkType.Field, null => null });

    /// <summary>en, nl or fr; null, with a remark, for languages that Rollout does not speak and unknown words.</summary>
    public static string? LanguageOf(string text, ref ImportCodes codes)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var language = Languages.GetValueOrDefault(TextNormalizer.Fold(text).Split(' ')[0]);
        codes |= language switch { null => ImportCodes.LanguageUnknown, "" => ImportCodes.LanguageNotOffered, _ => ImportCodes.None };
        return string.IsNullOrEmpty(language) ? null : language;
    }

    /// <summary>The code for a status that says that someone does not work here; none for other words, such as "ziek" or "arbeider".</summary>
    public static ImportCodes GoneBy(string status) => status.Length == 0 ? ImportCodes.None : Gone.GetValueOrDefault(TextNormalizer.Fold(status));

    private static Dictionary<string, string> Words(params (string Language, string Words)[] languages) => languages
        .SelectMany(language => language.Words.Split(' '), (language, word) => (word, language.Language))
        .ToDictionary(pair => pair.word, pair => pair.Language, StringComparer.Ordinal);

    private static WorkType? Named(string? word) => word?.ToUpperInvariant() switch
    {
        "DESK" or "KANTOOR" or "BUREAU" or "OFFICE" => WorkType.Desk,
        "SHOP" or "WINKEL" or "MAGASIN" or "STORE" => WorkType.Shop,
        "FIELD" or "BUITENDIENST" or "TERRAIN" or "VELD" => WorkType.Field,
        _ => null,
    };

    private static bool IsShop(string? jobTitle) =>
        jobTitle is not null && Array.Exists(ShopWords, word => jobTitle.Contains(word, StringComparison.OrdinalIgnoreCase));
}
