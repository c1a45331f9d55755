using Rollout.App.Shared.Components;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Organisation.FirstStart;

/// <summary>What the lead typed at the first start, read back step by step.</summary>
internal static class FirstStartAnswers
{
    public static readonly IReadOnlyList<string> LeadFields =
        [nameof(FirstStartInput.GivenName), nameof(FirstStartInput.Infix), nameof(FirstStartInput.FamilyName), nameof(FirstStartInput.Email), nameof(FirstStartInput.SendTest), nameof(FirstStartInput.PersonnelNumber)];

    public static readonly IReadOnlyList<string> BranchFields = [nameof(FirstStartInput.Branch), nameof(FirstStartInput.Place)];

    public static readonly IReadOnlyList<string> PlatformFields =
        [nameof(FirstStartInput.Platform), nameof(FirstStartInput.PlatformAddress), nameof(FirstStartInput.Company), nameof(FirstStartInput.Brand), nameof(FirstStartInput.BrandAnyway)];

    public static readonly IReadOnlyList<string> LanguageFields =
        [nameof(FirstStartInput.FirstLanguage), nameof(FirstStartInput.English), nameof(FirstStartInput.Dutch), nameof(FirstStartInput.French), nameof(FirstStartInput.HouseRules)];

    public static IEnumerable<StepAnswer> OfLead(FirstStartInput typed, Localizer words) =>
    [
        (words["first-start.answer-name"], string.Join(' ', new[] { typed.GivenName, typed.Infix, typed.FamilyName }.Where(part => !string.IsNullOrWhiteSpace(part)))),
        (words["sign-in.email"], typed.Email),
        (words["sign-in.number"], typed.PersonnelNumber),
    ];

    public static IEnumerable<StepAnswer> OfBranch(FirstStartInput typed, Localizer words) =>
        [(words["first-start.branch"], typed.Branch), (words["first-start.place"], Places.In(words).FirstOrDefault(place => place.Key == typed.Place).Name)];

    public static IEnumerable<StepAnswer> OfPlatform(FirstStartInput typed, Localizer words) =>
    [
        (words["settings.platform"], typed.Platform),
        (words["settings.platform-address"], typed.PlatformAddress),
        (words["settings.company"], typed.Company),
        (words["settings.brand"], typed.Brand),
    ];

    public static IEnumerable<StepAnswer> OfLanguages(FirstStartInput typed, Localizer words) =>
        [(words["settings.languages"], string.Join(", ", typed.Languages.Select(language => words["language." + language]))), (words["settings.house-rules"], typed.HouseRules)];
}
