using NodaTime.Text;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Delivery;

/// <summary>
/// Puts each mail as an <c>.eml</c> file in a folder, whole or not at all. The name follows from the message, so that a mail that is handed
/// over again takes the place of the first.
/// </summary>
/// <param name="folder">Where the files go.</param>
/// <param name="pickedUp">Another program sends what is there.</param>
public sealed class EmlFileTransport(string folder, bool pickedUp = false) : IMailTransport
{
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HHmmss'Z'");

    public int MaxConnections => 2;

    public IMailSession Open() => new FolderSession(folder, pickedUp ? DeliveryResult.Sent : DeliveryResult.InFile);

    private sealed class FolderSession(string folder, DeliveryResult written) : IMailSession
    {
        private bool _made;

        public async Task<DeliveryResult> SendAsync(RenderedMail mail, CancellationToken stop)
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
                return written;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _made = false;
                return DeliveryResult.Unavailable(MailProblem.Folder, e.Message);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
