namespace Rollout.Domain.Infosessions;

/// <summary>
/// The question that comes with the reminder of the working day before, in the languages the lead wrote it in. Where there is none in a person's
/// language, they are asked what they would like to ask.
/// </summary>
public sealed record WarmUp
{
    /// <summary>The most characters a question may have.</summary>
    public const int QuestionLength = 200;

    /// <summary>Nothing of its own is asked.</summary>
    public static readonly WarmUp Default = new("");

    private WarmUp(string written) => Serialized = written;

    /// <summary>As it is kept: one line a language, "nl:Wat wil je weten?".</summary>
    public string Serialized { get; }

    /// <summary>The questions that are filled in; a line break in one becomes a space.</summary>
    public static WarmUp Of(IEnumerable<(string Language, string? Question)> questions) => new(string.Join('\n',
        from q in questions
        let question = string.Join(' ', (q.Question ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        where question.Length > 0
        select $"{q.Language}:{question}"));

    public static WarmUp Parse(string written) => new(written);

    /// <summary>The question in a language; null when the lead wrote none.</summary>
    public string? In(string language) =>
        Serialized.Split('\n').Where(line => line.StartsWith(language + ":", StringComparison.Ordinal)).Select(line => line[(language.Length + 1)..]).FirstOrDefault();

    /// <summary>Whether every question fits where it is shown.</summary>
    internal bool Fits => RolloutSettings.KnownLanguages.All(l => (In(l)?.Length ?? 0) <= QuestionLength);
}
