using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The messages of an import.</summary>
internal static class ImportText
{
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
