using MimeKit;

namespace Rollout.App.Shared.Outbox.Returns;

/// <summary>Mails in files: one in each, or many in one as mbox.</summary>
public static class ReturnFiles
{
    /// <summary>The files of a maildir (<c>new</c> and <c>cur</c>), or the <c>.eml</c> files of a folder.</summary>
    public static IEnumerable<FileInfo> In(DirectoryInfo folder)
    {
        var maildir = new[] { "new", "cur" }.Select(name => new DirectoryInfo(Path.Combine(folder.FullName, name))).Where(d => d.Exists).ToList();
        return (maildir.Count > 0 ? maildir.SelectMany(d => d.GetFiles()) : folder.GetFiles("*.eml")).Where(f => f.Name[0] != '.').OrderBy(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>The mails in a stream. What is no mail is read as one without headers, and left.</summary>
    public static async IAsyncEnumerable<MimeMessage> ReadAsync(Stream content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        var isMbox = bytes.Length > 5 && bytes.GetBuffer().AsSpan(0, 5).SequenceEqual("From "u8);
        bytes.Position = 0;
        var parser = new MimeParser(bytes, isMbox ? MimeFormat.Mbox : MimeFormat.Entity);
        while (!parser.IsEndOfStream)
        {
            yield return await parser.ParseMessageAsync(ct);
        }
    }
}
