namespace Rollout.App.Shared.DelimitedText;

/// <summary>Errors in the quoting of a record.</summary>
public enum QuoteError
{
    None,

    /// <summary>Text between a closing quote and the next delimiter.</summary>
    Malformed,

    /// <summary>A quote is still open at the end of the file.</summary>
    Unterminated,
}
