namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What the lead answers to the questions of a preview.</summary>
public sealed class ImportAnswers
{
    /// <summary>Active people who are not in the file leave.</summary>
    public bool Leave { get; set; }

    /// <summary>Even when the file has few of them.</summary>
    public bool Sure { get; set; }

    /// <summary>Credits may be taken back.</summary>
    public bool TakeBack { get; set; }

    /// <summary>Many people may leave by the file's own rows.</summary>
    public bool ManyMayLeave { get; set; }

    /// <summary>The file is not wanted after all.</summary>
    public bool Drop { get; set; }
}
