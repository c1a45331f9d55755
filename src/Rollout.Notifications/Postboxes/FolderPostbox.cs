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

    public IPostRound Open() => new Round(folder);

    private sealed class Round(string folder) : IPostRound
    {
        private bool _made;

        public async Task<Delivery> PostAsync(ComposedMail mail, CancellationToken stop)
        {
            var file = Path.Combine(folder, $"{Moment.Format(mail.DueAt)}-{mail.Id:N}.eml");
            try
            {
                if (!_made)
                {
                    Directory.CreateDirectory(folder);
                    _made = true;
                }

                await File.WriteAllBytesAsync(file + ".part", mail.Bytes, CancellationToken.None);
                File.Move(file + ".part", file, overwrite: true);
                return Delivery.Sent;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _made = false;
                return Delivery.Unavailable(MailProblem.Folder, e.Message);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
