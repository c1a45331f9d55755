using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Where what a file is about is seen, and the words for it.</summary>
public sealed record ImportKindWords(string There, string SeeThere, string Done, string Preview, string Apply);

/// <summary>The messages of an import.</summary>
internal static class ImportText
{
    public static ImportKindWords WordKeys(this ImportKind kind) => kind switch
    {
        ImportKind.People => new("/people", "import.see-people", "import.done", "import.preview", "import.apply-people"),
        ImportKind.Branches => new("/branches", "import.see-branches", "import.done", "import.preview", "import.apply-branches"),
        ImportKind.Participation => new("/ambassadors/coverage", "import.see-coverage", "import.done-participation", "import.preview-participation", "import.apply-participation"),
        _ => new("/ambassadors", "import.see-ambassadors", "import.done-profiles", "import.preview-profiles", "import.apply-profiles"),
    };

    extension(Localizer words)
    {
        /// <summary>The remarks about a row, as sentences.</summary>
        public string Sentences(ImportCodes codes) => string.Join(' ', ImportCodeNames.Of(codes).Select(code => words["import.code." + code]));

        /// <summary>"Reading, 23,000 rows so far"</summary>
        public string Progress(ImportProgress progress) => progress.Phase switch
        {
            ImportPhase.Reading => words["import.progress-reading", progress.Rows],
            ImportPhase.Comparing => words["import.progress-comparing", progress.Rows],
            _ => words["import.progress-saving", progress.Rows],
        };
    }
}
