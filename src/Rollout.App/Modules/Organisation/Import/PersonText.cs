using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Derives work type and language from job titles and other texts of a people file.</summary>
internal static class PersonText
{
    private static readonly string[] ShopWords =
        ["winkel", "kassa", "verko", "vendeu", "caiss", "magasin ", "shop", "store", "retail", "sales assistant", "cashier"];

    /// <summary>The file's own value, otherwise a shop job title, otherwise desk or field depending on having a PC. Null when the file has none of these.</summary>
    public static WorkType? WorkTypeOf(PersonCells person) =>
        Named(person.WorkType) ?? (IsShop(person.JobTitle) ? WorkType.Shop
        : person.HasPc switch { true => WorkType.Desk, false => WorkType.Field, null => null });

    /// <summary>en, nl or fr; null for other languages and empty cells.</summary>
    public static string? LanguageOf(PersonCells person) => person.Language?.ToUpperInvariant() switch
    {
        "NL" or "NL-BE" or "NL-NL" or "NEDERLANDS" or "NÉERLANDAIS" or "DUTCH" => "nl",
        "FR" or "FR-BE" or "FR-FR" or "FRANS" or "FRANÇAIS" or "FRENCH" => "fr",
        "EN" or "EN-GB" or "EN-US" or "ENGELS" or "ANGLAIS" or "ENGLISH" => "en",
        _ => null,
    };

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
