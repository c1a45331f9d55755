using NodaTime.Text;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Postboxes;

/// <summary>
/// Puts each mail as an <c>.eml</c> file in a folder, whole or not at all. The name follows from the message, so that a mail that is handed
/// over again takes the place of the first.
/// </summary>
public sealed class FolderPostbox(string folder) : IPostbox
{
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HHmmss'Z'");

    public int MostRounds => 2;

    public IPostRound Open() => new Round(Directory.CreateDirectory(folder).FullName);

    private sealed class Round(string folder) : IPostRound
    {
        public async Task<Delivery> PostAsync(ComposedMail mail, CancellationToken ct)
        {
            var file = Path.Combine(folder, $"{Moment.Format(mail.DueAt)}-{mail.Id:N}.eml");
            try
            {
                await File.WriteAllBytesAsync(file + ".part", Eml.Of(mail), ct);
                File.Move(file + ".part", file, overwrite: true);
                return Delivery.Sent;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new Delivery(Outcome.Unreachable, e.Message);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
