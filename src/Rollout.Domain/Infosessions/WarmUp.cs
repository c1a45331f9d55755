namespace Rollout.Domain.Infosessions;

/// <summary>
/// The question sent with the reminder on the working day before, in the languages the lead wrote it in. In other languages people are asked what they would
/// like to ask.
/// </summary>
public sealed record WarmUp
{
    /// <summary>The most characters a question may have.</summary>
    public const int QuestionLength = 200;

    /// <summary>The standard question.</summary>
    public static readonly WarmUp Default = new("");

    private WarmUp(string written) => Serialized = written;

    /// <summary>The stored form, one line per language: "nl:Wat wil je weten?".</summary>
    public string Serialized { get; }

    /// <summary>Keeps the questions that are filled in; a line break becomes a space.</summary>
    public static WarmUp Of(IEnumerable<(string Language, string? Question)> questions) => new(string.Join('\n',
        from q in questions
        let question = string.Join(' ', (q.Question ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        where question.Length > 0
        select $"{q.Language}:{question}"));

    public static WarmUp Parse(string written) => new(written);

    /// <summary>The question in a language; null when there is none.</summary>
    public string? In(string language) =>
        Serialized.Split('\n').Where(line => line.StartsWith(language + ":", StringComparison.Ordinal)).Select(line => line[(language.Length + 1)..]).FirstOrDefault();

    /// <summary>Whether every question is within the maximum length.</summary>
    internal bool Fits => RolloutSettings.KnownLanguages.All(l => (In(l)?.Length ?? 0) <= QuestionLength);
}
