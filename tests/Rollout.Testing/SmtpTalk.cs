using System.Text;

namespace Rollout.Testing;

/// <summary>One connection to a <see cref="SmtpSink"/>: lines both ways.</summary>
internal sealed class SmtpTalk(Stream stream, StreamReader reader, CancellationToken stop)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public SmtpTalk(Stream stream, CancellationToken stop)
        : this(stream, new StreamReader(stream, Utf8), stop)
    {
    }

    public async Task<string?> HearAsync() => await reader.ReadLineAsync(stop);

    public async Task SayAsync(string answer)
    {
        switch (answer)
        {
            case SmtpSink.HangUp or SmtpSink.Reset:
                throw new IOException(answer);
            case SmtpSink.Silence:
                await Task.Delay(Timeout.Infinite, stop);
                break;
            default:
                await stream.WriteAsync(Utf8.GetBytes(answer + "\r\n"), stop);
                break;
        }
    }
}
